"""Which class does a picture or volume show?"""

from __future__ import annotations

from ml.networks.cnn import PICTURE_CNN
from ml.networks.vectors import linear_on
from ml.networks.views import PIXELS
from ml.recipes.recipe import Plain, Recipe

_LOGISTIC = linear_on(PIXELS)

IMAGE_DIAGNOSIS = Recipe(
    name="image_diagnosis",
    label="Diagnose from images",
    help="Learns from pictures or volumes, two- or three-dimensional, which class a new one shows.",
    reads=("images",),
    answers=("classes", "values", "flags"),
    networks=(PICTURE_CNN, _LOGISTIC),
    plain=(Plain(_LOGISTIC),),
)
