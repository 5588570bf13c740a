export { verifyBooks } from './verify-books.js';
