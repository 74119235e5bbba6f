"""The plan as a document: values and rules that need no database."""
