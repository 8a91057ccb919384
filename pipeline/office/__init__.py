"""The work on a result folder after the review: ledger, clues, campaign, papers."""
