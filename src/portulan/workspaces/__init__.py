"""The steering spaces, the institutions behind them, the people and their roles."""
