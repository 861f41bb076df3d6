export { lastMessagePerTemplate } from './template-messages';
