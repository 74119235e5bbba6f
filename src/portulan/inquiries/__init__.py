"""Asking for news of the plan: inquiries, the people asked, their personal links, what they answered."""
