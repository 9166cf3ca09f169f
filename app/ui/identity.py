"""How the rooms say who a patient is: the house's own way, see ``app.services.identity``."""

from app.services.identity import LETTERS, SEXES, age, birth, person_name, sex, sex_letter

__all__ = ["LETTERS", "SEXES", "age", "birth", "person_name", "sex", "sex_letter"]
