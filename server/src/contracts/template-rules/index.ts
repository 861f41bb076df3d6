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
export {
  chosenMark,
  endsMarketing,
  namedWords,
  optOutMark,
  type OptOutMark,
  type Said,
} from './opt-out-mark';
export { placeButton } from './place-button';
export type { TemplateProblem } from './problem';
export { endsInVariable, marksOf, nextVariable } from './variables';
export {
  holdsAsOrdinaryWord,
  leadsOut,
  mentionsWayOut,
  unmarkedWayOuts,
  wayOutText,
} from './way-out';
export { wordsOf, type RuleCode } from './words';
