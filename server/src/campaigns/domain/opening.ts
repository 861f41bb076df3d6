/** What a flow campaign sends first, of which its bot says what follows. */
export interface Opening {
  /** The template that the first step names; null: the bot begins with something else. */
  templateId: number | null;
  /** Each person gets it in their language (E-25). */
  byLanguage: boolean;
}

/** Does the bot begin `now` with what was checked and counted at the start? */
export const opensAsBefore = (before: Opening, now: Opening): boolean =>
  before.templateId === now.templateId && before.byLanguage === now.byLanguage;
