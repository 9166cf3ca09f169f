"""What the cards of the shipped models say, so that it can be shown in every language.

A card is data and written in English. For the models this program brings itself the sentences are known beforehand; a
test holds this list against the packages.
"""

from __future__ import annotations

from app.domain.words import Phrase, say

OF_SHIPPED_CARDS: tuple[Phrase, ...] = (
    say("Breast mass: fine-needle aspirate (Wisconsin)"),
    say(
        "Showing how a model is asked and explained: from 30 measurements of the cell nuclei in a fine-needle aspirate"
        " of a breast mass, how likely it is malignant. A demonstration, not for clinical use."
    ),
    say("Any decision about a patient. Measurements of another image analysis than that of the data."),
    say(
        "Breast Cancer Wisconsin (Diagnostic): 569 aspirates, University of Wisconsin Hospitals, Madison (Street,"
        " Wolberg, Mangasarian, SPIE 1993;1905:861-870; UCI Machine Learning Repository 17, CC BY 4.0), as scikit-learn"
        " brings it. 569 rows of 569 patients (benign: 357, malignant: 212). Measured by 5-fold cross-validation by"
        " patient, everything fitted inside the folds; the model itself is then trained on all 569 rows in the same"
        " way."
    ),
    say(
        "The data state no units. Lengths are in the pixels of that clinic's image analysis of the 1990s: measurements"
        " from another system do not fit."
    ),
    say("One hospital; benign and malignant masses in other shares than in a clinic of today."),
    say("Age, imaging and history are not read."),
    say("It was never tested on patients of another place or time."),
    say("Solubility in water (ESOL)"),
    say(
        "How well a small molecule dissolves in water, as the logarithm of mol/L. A demonstration of how such"
        " a model is asked and explained, not for clinical use."
    ),
    say(
        "Any decision about a patient. Salts, metals, peptides and molecules unlike the small organic ones it"
        " learned from."
    ),
    say(
        "ESOL: measured solubility of 1,128 compounds (Delaney, J Chem Inf Comput Sci 2004;44:1000-1005; "
        "MoleculeNet, Wu et al., Chem Sci 2018;9:513-530). Measured on 113 molecules of scaffolds it had not "
        "seen; the model is the one trained on 902 others."
    ),
    say("Learned and measured on one data set only; not tested on another."),
    say("What an answer hangs on is found by hiding one part after the other, not read from the model."),
    say("Its interval holds for molecules whose ring systems resemble those it learned from."),
    say("Genome ancestry (1000 Genomes)"),
    say(
        "Which of five continental groups of the 1000 Genomes Project a genome resembles most. A "
        "demonstration of how such a model is asked and explained, not for clinical use."
    ),
    say("Any decision about a patient. Saying who a person is or where a person belongs."),
    say(
        "1000 Genomes phase 3: 3,000 variants of 1,502 people (Nature 2015;526:68-74), as peddy brings them "
        "(Pedersen, Quinlan, Am J Hum Genet 2017;100:406-413). Measured on one patient in five, none of whom "
        "it had seen; the model is the one trained on the other 1202 rows."
    ),
    say("People of mixed ancestry are pressed into one of five groups."),
    say("Positions are those of GRCh37."),
)

# what the learning worker writes where a person said nothing, and the demo's own model
OF_TRAINED_CARDS: tuple[Phrase, ...] = (
    say("Deciding about a patient without a clinician; patients unlike those it learned from."),
    say("A sample for learning the workstation. The table is made up."),
)
