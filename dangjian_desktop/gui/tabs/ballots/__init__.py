"""测评录入: the meetings, their results, and the screen on which paper ballots are typed."""
