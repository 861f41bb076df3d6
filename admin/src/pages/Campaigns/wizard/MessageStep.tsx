import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { DoesNotFit } from './DoesNotFit';
import { FlowChoice } from './FlowChoice';
import { TemplateStep } from './TemplateStep';
import { TextMessage } from './TextMessage';
import type { Wizard } from './useWizard';
import { VariantsCard } from './VariantsCard';
import { VariablesStep } from './VariablesStep';

/** What goes out (M-13): the template with its values, or the words. */
export const MessageStep = ({ wizard, sample }: { wizard: Wizard; sample: ContactView | null }) => {
  const variants = <VariantsCard wizard={wizard} sample={sample} />;
  if (wizard.form.kind === 'text')
    return (
      <>
        <TextMessage wizard={wizard} />
        {variants}
      </>
    );
  if (wizard.form.kind === 'flow')
    return (
      <>
        <DoesNotFit wizard={wizard} />
        <FlowChoice wizard={wizard} />
      </>
    );
  return (
    <>
      <DoesNotFit wizard={wizard} />
      <TemplateStep wizard={wizard} />
      {wizard.sources.template ? <VariablesStep wizard={wizard} sample={sample} /> : null}
      {wizard.sources.template ? variants : null}
    </>
  );
};
