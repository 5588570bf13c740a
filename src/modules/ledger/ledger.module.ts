import { Module } from '@nestjs/common';
import { Acts } from './apply.js';
import { Reversing } from './reversing.js';
import { Ledger } from './ledger.service.js';

/** The books: the one way to write them, and how they are read and verified. */
@Module({ providers: [Acts, Ledger, Reversing], exports: [Acts, Ledger, Reversing] })
export class LedgerModule {}
