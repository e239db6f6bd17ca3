"""Quality frameworks: what the centre measures itself by, self-assessment by board and staff in rounds, with evidence from the system, and improvements that go into the plan.

The texts of a framework are typed by the centre; we ship shapes, and no framework's words.
"""
