"""What a column can be."""

OBJECTIVE, ACTION, RESPONSIBLE = "objectives", "actions", "responsibles"
DEADLINE, RESULT, RECOMMENDATION = "deadline", "results", "recommendations"
CODE, PRIORITY, STATE, ASSOCIATE = "code", "priority", "state", "associates"
EXTRA, DECOY = "extra", "decoy"
ROLES = (OBJECTIVE, ACTION, RESPONSIBLE, DEADLINE, RESULT, RECOMMENDATION, PRIORITY, STATE, ASSOCIATE, CODE)
