<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>aegle</name>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The table {name} has no rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>A table needs a heading line and at least one line of values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The file {name} is not readable as text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Save the table as CSV in UTF-8 and choose that file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The file {name} is a workbook or an archive, not a text table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Open it in the spreadsheet program, save it as CSV in UTF-8 and choose that file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The file {name} is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Line {line} of {name} cannot be read as a table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>A quotation mark is probably not closed. Correct the line and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Line {line} of {name} has {cells} cells, its heading has {width}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Put text that contains the delimiter in quotation marks, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>This DICOM file does not say which image, series and study it is ({missing}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Ask for the file again from the scanner or archive that sent it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>The birth date “{written}” is not a whole date; it is left empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Ages cannot be worked out for this patient.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>The disk is full.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>Make room on the disk that holds {folder}, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>The sealed file {name} cannot be read or written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>It is damaged, was sealed with another key, or its folder does not allow it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>This vault is open in another window or program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>Close it there, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>This vault was made by a newer version of the workstation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>Update the workstation on this computer, then open the vault again. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/objects.py" />
            <source>An original that the vault refers to is not in its volumes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/objects.py" />
            <source>Check the vault, and restore it from a backup if it is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The disk is full, so nothing more could be stored.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>What was stored before is safe. Make room on the disk that holds the vault, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault's file {name} is damaged and cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Nothing was changed. Restore the vault from a backup.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault's files cannot be read or written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Look whether its disk is connected and whether you may write in its folder, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault is locked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Unlock it, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>The trail does not hold: {wrong}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>The trail is whole: 1 entry checked; it has not been changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>The trail is whole: {n} entries checked, none changed, none missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>At</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>User</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Deed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>About</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Outcome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Chain digest (SHA-256)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/figures.py" />
            <source>No probability was given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/figures.py" />
            <source>of 1000 such patients fewer than 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/figures.py" />
            <source>of 1000 such patients more than 999</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/figures.py" />
            <source>of 100 such patients about {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/figures.py" />
            <source>of 1000 such patients about {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Draft</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Rejected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>About the patient's record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>About series {uid}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>About a row of a table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Made at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Model id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Model digest (SHA-256)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Input digests (SHA-256)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Device</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Why this device</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>ONNX Runtime</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Time taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Prediction id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Decided as {positive} from {threshold} on. That threshold was chosen where {prevalence} had it; where it is rarer, fewer of those decided as {positive} really have it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>First steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Importing files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Viewing images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Reading a record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Predictions and findings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Training a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>What each warning means</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Privacy and the vault</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Diagnosis of a case from a table or record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Effect of a compound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Reading of a written report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Diagnosis from an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Outlining a structure in an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Trait from a genome</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Area under the ROC curve</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Balanced accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Sensitivity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Specificity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Positive predictive value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Negative predictive value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>F1 score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>F1 score, mean over classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Area under the ROC curve, mean over classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Brier score (0 is best)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Log loss (0 is best)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Expected calibration error (0 is best)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Calibration slope (1 is best)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Calibration intercept (0 is best)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Prevalence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>one of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>No decision threshold: the likeliest class is named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>{positive} from a probability of {threshold} on, chosen where {prevalence} of patients had it. Where it is rarer, fewer of those called {positive} really have it; where it is commoner, more are missed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>for example: imported by mistake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>Reason, kept in the audit trail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>A reason is needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/model.py" />
            <source>Without a date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Encounters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Conditions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Observations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Medications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Procedures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Reports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Imaging</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Modalities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Accession number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Series</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Instances</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Study UID</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Code system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Encounter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Record id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Value code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Unit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Reference range</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Measured at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Written at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Until</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Dosage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>female</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>male</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>sex not stated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>age not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>{age} years</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/room.py" />
            <source>Find the patient</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Automatic: the graphics card when it works, else the processor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Processor only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Reader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>looks at images and records, changes nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Clinician</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>imports, reads, predicts, confirms findings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Researcher</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>as clinician, and trains models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Administrator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>as researcher, and manages people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Give the new person a user name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>{user} is already a user of this vault.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Give a passphrase.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>The two passphrases are not the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose what to train.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose a table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose the column that holds the answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Every column is left out: the model needs at least one to read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>The table is being checked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Training cannot begin until what is marked red is put right: go back to the data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Confirm that you have read the warnings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose a network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Give the model a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Say what the model is meant for: whoever meets it on the shelf reads this first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>{label} must be at least {low}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>{label} must be at most {high}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>{label} must be one of: {choices}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>whole number, {low} to {high}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>number, {low} to {high}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>at least {low}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>at most {high}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>category</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>identifier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>always the same</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
