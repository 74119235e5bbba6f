"""The plan, its objectives, actions, responsibilities, expected results and adopted revisions."""
