"""The screens of reports: what is due, handing in, the answer, one submission, the desk of the secretariat."""
