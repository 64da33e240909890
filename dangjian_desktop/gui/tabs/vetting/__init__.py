"""资格联审: candidates by clauses, answers typed in the pane, telling and 复核."""
