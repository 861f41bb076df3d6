export { checkDraft, checkHeaderFile, suggestName, takenKey, type CheckContext } from './check';
export { componentsOf } from './components';
export { EDITS, BUTTON_LIMITS, HEADER_FILES, LIMITS } from './limits';
export type { TemplateProblem } from './problem';
export { endsInVariable, marksOf, nextVariable } from './variables';
export { leadsOut, mentionsWayOut, wayOutText } from './way-out';
export { wordsOf, type RuleCode } from './words';
