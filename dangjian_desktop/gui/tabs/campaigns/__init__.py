"""活动进度: Gantt, the units × tasks board (挂图作战) and the task table."""
