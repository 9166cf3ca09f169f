"""What the cards of the shipped models say, so that it can be shown in every language.

A card is data and written in English. For the models this program brings itself the sentences are known beforehand; a
test holds this list against the packages.
"""

from __future__ import annotations

from app.domain.words import Phrase, say

OF_SHIPPED_CARDS: tuple[Phrase, ...] = (
    say("Blood-brain barrier (BBBP)"),
    say(
        "Whether a small molecule passes from the blood into the brain. A demonstration of how such a model"
        " is asked and explained, not for clinical use."
    ),
    say("Any decision about a patient. Molecules unlike the drugs it learned from."),
    say(
        "BBBP: 2,050 compounds (Martins et al., J Chem Inf Model 2012;52:1686-1697; MoleculeNet, Wu et al.,"
        " Chem Sci 2018;9:513-530, MIT licence). Measured on 204 molecules of scaffolds it had not seen; the"
        " model is the one trained on 1631 others."
    ),
    say("Learned and measured on one data set only; not tested on another."),
    say("What an answer hangs on is found by hiding one part after the other, not read from the model."),
    say("Three in four compounds of the data pass: another mixture needs another threshold."),
    say("Breast mass: fine-needle aspirate (Wisconsin)"),
    say(
        "Showing how a model is asked and explained: from 30 measurements of the cell nuclei in a fine-needle"
        " aspirate of a breast mass, how likely it is malignant. A demonstration, not for clinical use."
    ),
    say("Any decision about a patient. Measurements of another image analysis than that of the data."),
    say(
        "Breast Cancer Wisconsin (Diagnostic): 569 aspirates, University of Wisconsin Hospitals, Madison"
        " (Street, Wolberg, Mangasarian, SPIE 1993;1905:861-870; UCI Machine Learning Repository 17, CC BY"
        " 4.0), as scikit-learn brings it. Measured by 5-fold cross-validation by patient, everything fitted"
        " inside the folds; the model itself is then trained on all 569 rows in the same way."
    ),
    say(
        "The data state no units. Lengths are in the pixels of that clinic's image analysis of the 1990s:"
        " measurements from another system do not fit."
    ),
    say("One hospital; benign and malignant masses in other shares than in a clinic of today."),
    say("Age, imaging and history are not read."),
    say("It was never tested on patients of another place or time."),
    say("Breast ultrasound (BreastMNIST)"),
    say(
        "Whether a breast ultrasound picture of 28 x 28 pixels shows a malignant mass. A demonstration of how"
        " such a model is asked and explained, not for clinical use."
    ),
    say("Any decision about a patient. Pictures of ordinary size and quality."),
    say(
        "BreastMNIST: 780 pictures in the official parts (Al-Dhabyani et al., Data Brief 2020;28:104863;"
        " MedMNIST v2, Yang et al., Sci Data 2023;10:41, CC BY 4.0). Measured on the 156 rows set aside as a"
        " test; the model is the one trained on 535 others."
    ),
    say("Only 156 pictures were asked about: the interval is wide."),
    say("Cancer type from pathology reports (TCGA)"),
    say(
        "Which of 13 types of cancer a surgical pathology report in English speaks of. A demonstration of how"
        " such a model is asked and explained, not for clinical use."
    ),
    say("Any decision about a patient. Reports of other organs or in other languages."),
    say(
        "1,100 surgical pathology reports of The Cancer Genome Atlas, open-access tier of the Genomic Data"
        " Commons (Kefeli, Tatonetti, Patterns 2024;5:100933). The package holds no report; its words were"
        " each seen in at least ten patients. Measured by 5-fold cross-validation by patient, everything"
        " fitted inside the folds; the model itself is then trained on all 1085 rows in the same way."
    ),
    say("Read by machine from scans: slips of reading are part of what it learned."),
    say("It names one of its 13 types whatever the report speaks of."),
    say("Genome ancestry (1000 Genomes)"),
    say(
        "Which of five continental groups of the 1000 Genomes Project a genome resembles most. A"
        " demonstration of how such a model is asked and explained, not for clinical use."
    ),
    say("Any decision about a patient. Saying who a person is or where a person belongs."),
    say(
        "1000 Genomes phase 3: 3,000 variants of 1,502 people, open to all (Nature 2015;526:68-74), as peddy"
        " brings them (Pedersen, Quinlan, Am J Hum Genet 2017;100:406-413, MIT licence). Measured on one"
        " patient in five, none of whom it had seen; the model is the one trained on the other 1202 rows."
    ),
    say("People of mixed ancestry are pressed into one of five groups."),
    say("Positions are those of GRCh37."),
    say("Narrowed coronary arteries (Cleveland)"),
    say(
        "How likely a patient sent for coronary angiography has a vessel narrowed by more than half. A"
        " demonstration of how such a model is asked and explained, not for clinical use."
    ),
    say("Any decision about a patient. People who were not sent for coronary angiography."),
    say(
        "Heart Disease, Cleveland: 303 patients sent for coronary angiography, Cleveland Clinic (Detrano et"
        " al., Am J Cardiol 1989;64:304-310; UCI Machine Learning Repository 45, CC BY 4.0). Measured by"
        " 5-fold cross-validation by patient, repeated 2 times, everything fitted inside the folds; the model"
        " itself is then trained on all 303 rows in the same way."
    ),
    say("One hospital in the 1980s; who is sent for angiography, and how, has changed."),
    say("Almost half of these patients had a narrowed vessel: elsewhere far fewer of those called so will have one."),
    say("Death in hospital after 48 hours in intensive care (PhysioNet 2012)"),
    say(
        "How likely a patient dies in the hospital, from what was measured in the first 48 hours in intensive"
        " care. A demonstration of how such a model is asked and explained, not for clinical use."
    ),
    say(
        "Any decision about a patient, above all one to limit treatment. Stays outside intensive care, and"
        " shorter than two days."
    ),
    say(
        "PhysioNet/Computing in Cardiology Challenge 2012, set A: 4,000 stays of adults in intensive care"
        " (Silva et al., Computing in Cardiology 2012;39:245-248; Open Data Commons Attribution License v1.0)."
        " Measured on one patient in five, none of whom it had seen; the model is the one trained on the other"
        " 3200 rows."
    ),
    say("One hospital before 2008; treatment and who is admitted have changed."),
    say("Cell nuclei (DSB 2018)"),
    say(
        "Which pixels of a microscope picture belong to cell nuclei. A demonstration of how such a model is"
        " asked and explained, not for clinical use."
    ),
    say("Any decision about a patient."),
    say(
        "2018 Data Science Bowl, stage 1 (BBBC038, Caicedo et al., Nat Methods 2019;16:1247-1253, CC0), with"
        " the masks corrected by K. Lopuhin (CC0). Measured by 3-fold cross-validation by patient, everything"
        " fitted inside the folds; the model itself is then trained on all 24 rows in the same way."
    ),
    say("Only a few pictures were learned from and asked about."),
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
        "ESOL: measured solubility of 1,128 compounds (Delaney, J Chem Inf Comput Sci 2004;44:1000-1005;"
        " MoleculeNet, Wu et al., Chem Sci 2018;9:513-530, MIT licence). Measured on 113 molecules of"
        " scaffolds it had not seen; the model is the one trained on 902 others."
    ),
    say("Its interval holds for molecules whose ring systems resemble those it learned from."),
    say("Splice junction (UCI)"),
    say(
        "Whether the middle of 60 bases of primate DNA is the start of an intron, its end or neither. A"
        " demonstration of how such a model is asked and explained, not for clinical use."
    ),
    say(
        "UCI Molecular Biology (Splice-junction Gene Sequences), GenBank 64.1 (Noordewier, Towell, Shavlik,"
        " NIPS 1991; UCI Machine Learning Repository 69, CC BY 4.0). Measured by 5-fold cross-validation by"
        " patient, everything fitted inside the folds; the model itself is then trained on all 3190 rows in"
        " the same way."
    ),
    say("Sequences of another length than 60 bases, or not centred on the site, mean nothing to it."),
)

# what their inputs and answers are called
OF_SHIPPED_LABELS: tuple[Phrase, ...] = (
    say("does not pass"),
    say("passes"),
    say("benign"),
    say("malignant"),
    say("mean radius"),
    say("mean texture"),
    say("mean perimeter"),
    say("mean area"),
    say("mean smoothness"),
    say("mean compactness"),
    say("mean concavity"),
    say("mean concave points"),
    say("mean symmetry"),
    say("mean fractal dimension"),
    say("radius error"),
    say("texture error"),
    say("perimeter error"),
    say("area error"),
    say("smoothness error"),
    say("compactness error"),
    say("concavity error"),
    say("concave points error"),
    say("symmetry error"),
    say("fractal dimension error"),
    say("worst radius"),
    say("worst texture"),
    say("worst perimeter"),
    say("worst area"),
    say("worst smoothness"),
    say("worst compactness"),
    say("worst concavity"),
    say("worst concave points"),
    say("worst symmetry"),
    say("worst fractal dimension"),
    say("benign or normal"),
    say("bladder, urothelial carcinoma"),
    say("brain, glioblastoma"),
    say("brain, lower grade glioma"),
    say("cervix, carcinoma"),
    say("colon, adenocarcinoma"),
    say("head and neck, squamous cell carcinoma"),
    say("kidney, clear cell carcinoma"),
    say("kidney, papillary carcinoma"),
    say("liver, hepatocellular carcinoma"),
    say("ovary, serous carcinoma"),
    say("pancreas, adenocarcinoma"),
    say("prostate, adenocarcinoma"),
    say("rectum, adenocarcinoma"),
    say("African"),
    say("American (admixed)"),
    say("East Asian"),
    say("European"),
    say("South Asian"),
    say("not narrowed"),
    say("narrowed"),
    say("age"),
    say("sex"),
    say("chest pain"),
    say("resting blood pressure"),
    say("serum cholesterol"),
    say("fasting blood sugar above 120 mg/dL"),
    say("ECG at rest"),
    say("highest heart rate"),
    say("angina on exertion"),
    say("ST depression on exertion"),
    say("slope of ST on exertion"),
    say("vessels seen by fluoroscopy"),
    say("thallium scan"),
    say("left the hospital alive"),
    say("died in the hospital"),
    say("nothing"),
    say("nucleus"),
    say("measured log solubility in mols per litre"),
    say("end of an intron (IE)"),
    say("neither"),
    say("start of an intron (EI)"),
)

# what the learning worker writes where a person said nothing, and the demo's own model
OF_TRAINED_CARDS: tuple[Phrase, ...] = (
    say("Deciding about a patient without a clinician; patients unlike those it learned from."),
    say("A sample for learning the workstation. The table is made up."),
)
