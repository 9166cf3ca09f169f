"""Which pixels of a picture or volume belong to what?"""

from __future__ import annotations

from ml.networks.unet import UNET
from ml.recipes.recipe import Recipe

IMAGE_SEGMENTATION = Recipe(
    name="image_segmentation",
    label="Outline structures in images",
    help="Learns from pictures or volumes with painted masks to paint new ones.",
    reads=("images", "masks"),
    answers=("masks",),
    networks=(UNET,),
)
