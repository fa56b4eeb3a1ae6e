"""Reviewing a questionnaire without a screen: one session that terminal, command line and web share."""
