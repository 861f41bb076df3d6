export { fold, foldKeyword } from '../../kernel/fold';
