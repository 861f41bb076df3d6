export {
  checkDraft,
  checkHeaderFile,
  isTemplateName,
  suggestName,
  takenKey,
  type CheckContext,
} from './check';
export { codePreview } from './code-words';
export { componentsOf } from './components';
export { formatsOf } from './formats';
export { EDITS, BUTTON_LIMITS, HEADER_FILES, LIMITS } from './limits';
export { chosenMark, endsMarketing, optOutMark, type OptOutMark } from './opt-out-mark';
export type { TemplateProblem } from './problem';
export { endsInVariable, marksOf, nextVariable } from './variables';
export { holdsAsOrdinaryWord, leadsOut, mentionsWayOut, namedWords, wayOutText } from './way-out';
export { wordsOf, type RuleCode } from './words';
