"""Words every room needs: findings, changes, clock, paths, numbers, progress."""
