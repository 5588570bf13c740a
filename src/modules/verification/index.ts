export { codeNoteText, sharedCodes } from './code-notes.js';
export { verifyBooks } from './verify-books.js';
