import { readComponents } from '../cloud-api/template-structure';

/** As long as Meta tries to deliver a code whose template says nothing. */
const DEFAULT_MINUTES = 10;

/** How long the code is of use after it was made. */
export const codeMinutes = (components: unknown): number =>
  readComponents(components).components.find(({ type }) => type === 'FOOTER')
    ?.code_expiration_minutes ?? DEFAULT_MINUTES;
