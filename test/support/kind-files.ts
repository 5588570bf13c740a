export const csv = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

export const BY_PRODUCTS = csv(
  'code;stream;occurredAt;grossKg [t];tareKg [kg];moisturePct [%];oilPct [%];assay.laboratory;assay.method;assay.reportNo;assay.sampledAt;assay.composition Nd2O3 [ppm];assay.composition Dy [%]',
  'Drum 1;grinding-sludge-oily;01.03.2027 08:00;1,02;20;12;0;Lab;ICP-OES;R 1;01.03.2027;281000;<0,05',
  'Drum 2;grinding-sludge-oily;02.03.2027 08:30;0,5205;20,5;10,5;1,25;;;;;;',
  '"Drum; 3";sintered-rejects;03.03.2027;0,05;0;0;0;Lab;ICP-OES;R 3;01.03.2027;360000;0,8',
);
export const SUPPLIES = csv(
  'code,product,occurredAt,supplierName,originCountry,netKg [lb],moisturePct [%],assay.laboratory,assay.method,assay.sampledAt,assay.composition Nd [%]',
  'Lot 1,Nd metal,2027-03-01 08:00,Mine,AU,1000,0,Lab,XRF,2027-02-27 12:00,99.5',
  'Lot 2,Nd metal,2027-03-02 08:00,Mine,AU,220.5,0.5,Lab,XRF,2027-02-27 12:00,98.25',
);
export const CHARGES = csv(
  'batch,occurredAt,dryKg [kg],heat',
  'LOT 1,2027-03-05 08:00,100,',
  'Lot 2,2027-03-05 09:00,99.5,H 7',
  'Lot 1,2027-03-06 08:00,200.5,',
);
export const LOTS = csv(
  'code,occurredAt,grade,netKg [g],pieces,uncoated,heat,returnedFrom.customer,returnedFrom.use,returnedFrom.evidence,assay.laboratory,assay.method,assay.reportNo,assay.sampledAt,assay.composition Nd [%],assay.composition Dy [%]',
  'M-1,2027-03-07 08:00,n42sh,50125.5,1000,no,H 7,,,,,,,,,',
  'M-2,2027-03-07 09:00,N42SH,10000,200,yes,,,,,Lab,XRF,R 8,2027-03-07,24.5,<0.05',
  'M-3,2027-03-08 08:00,N42SH,1000,20,,,Motor works,used,Dismantling report 5,,,,,,',
);
export const COUNTS = csv(
  'countedOn,stage,line,dryKg [kg],estimated,standardUncertaintyPct [%],note,assay.laboratory,assay.method,assay.composition Nd [ppm],assay.composition Dy [ppm]',
  '2027-03-06,powder,1,120.5,no,,Before the night shift,Lab,XRF,250000,<500',
  '2027-03-06,powder,2,30,,0.5,,,,,',
  '2027-03-07,alloy,1,0,,,,,,,',
  '2027-03-06,machining,1,12.25,yes,,,,,,',
);
export const ASSAYS = csv(
  'batch,laboratory,method,reportNo,sampledAt,composition Nd [%],composition Pr [%]',
  'Drum 2,Lab,ICP-OES,R 2,2027-03-04 10:00,22.5,<0.1',
);
/** Its coating is 2.5 % of what is weighed. */
export const N42SH = {
  code: 'N42SH',
  alloy: 'NdFeB',
  from: '2027-01-01',
  composition: { Nd: 24, Pr: 6, Dy: 1.5, B: 1 },
  coatingPct: 2.5,
};
export const RECEIPTS = csv(
  'shipment,batch,occurredAt,grossKg [kg],tareKg [kg],moisturePct [%],refusedKg [kg],refusalReason',
  'CODE,Drum 1,2027-03-10 10:00,1019,20,12.1,0,',
  'CODE,Drum 2,2027-03-10 10:00,520,20.5,10.5,50,Wet',
);
