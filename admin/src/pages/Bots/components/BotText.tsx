import type { ComponentProps } from 'react';
import { TEXT_VARIABLES } from '../../../../../server/src/contracts/text-variables';
import { textChoices } from '../../../shared/variable-sources';
import { VariableText } from '../../../shared/text-variables/VariableText';
import { useVariableSources } from '../../../shared/useVariableSources';
import { useT } from '../../../shared/useT';

/** A bot has no name of its own to sign with. */
const PERSONAL = TEXT_VARIABLES.filter((name) => !name.startsWith('agent'));

/** A text of a bot: with fields of the person, values of the flow, and what templates know beside. */
export const BotText = (props: Omit<ComponentProps<typeof VariableText>, 'variables' | 'more'>) => {
  const t = useT();
  const sources = useVariableSources(null);
  return <VariableText {...props} variables={PERSONAL} more={textChoices(t, sources)} />;
};
