"""What can be trained: one file, one line."""

from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.recipe import Recipe

RECIPES: tuple[Recipe, ...] = (CASE_DIAGNOSIS,)
