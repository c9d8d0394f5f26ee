"""What the partner's staff, and time, do to customers: told by doing it.

Every scene calls services as pages do, at a moment of the story: rows and entries come from one
hand, and so agree. What rules forbid is refused and recorded like anywhere else.
"""
