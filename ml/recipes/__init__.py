"""What can be trained: one file, one line."""

from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.drug_effect import DRUG_EFFECT
from ml.recipes.fusion import FUSION
from ml.recipes.genome_phenotype import GENOME_PHENOTYPE
from ml.recipes.image_diagnosis import IMAGE_DIAGNOSIS
from ml.recipes.image_segmentation import IMAGE_SEGMENTATION
from ml.recipes.recipe import Recipe
from ml.recipes.report_reading import REPORT_READING
from ml.recipes.representation import REPRESENTATION

RECIPES: tuple[Recipe, ...] = (
    CASE_DIAGNOSIS,
    DRUG_EFFECT,
    REPORT_READING,
    IMAGE_DIAGNOSIS,
    IMAGE_SEGMENTATION,
    GENOME_PHENOTYPE,
    FUSION,
    REPRESENTATION,
)
