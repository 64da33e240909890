"""评分定级: the rating list with its quota line, why each grade, points and decisions."""
