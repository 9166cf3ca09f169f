"""The formats this program reads: a format is one file and one line here. The first that claims a file reads it.

ZIP archives are not in the list: ``archive`` opens them beforehand, and their members go through it one by one.
"""

from app.ingest.readers import csv_table, dicom, dicomdir, fhir_bundle, nifti, nrrd

READERS = (dicomdir.READER, dicom.READER, nifti.READER, nrrd.READER, fhir_bundle.READER, csv_table.READER)
