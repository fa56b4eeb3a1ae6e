"""From a reviewed questionnaire to the file that goes out, and the record of what really went out."""
