import type { ReactNode } from 'react';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { DoesNotFit } from './DoesNotFit';
import { FlowChoice } from './FlowChoice';
import { TemplateStep } from './TemplateStep';
import { TextMessage } from './TextMessage';
import type { Wizard } from './useWizard';
import { VariantsCard } from './VariantsCard';
import { VariablesStep } from './VariablesStep';

interface Props {
  wizard: Wizard;
  sample: ContactView | null;
  /** The phone, where it has no place beside the step. */
  preview: ReactNode;
}

/** What goes out (M-13): the template with its values, or the words. */
export const MessageStep = ({ wizard, sample, preview }: Props) => {
  const variants = <VariantsCard wizard={wizard} sample={sample} />;
  if (wizard.form.kind === 'text')
    return (
      <>
        <TextMessage wizard={wizard} />
        {preview}
        {variants}
      </>
    );
  if (wizard.form.kind === 'flow')
    return (
      <>
        <DoesNotFit wizard={wizard} />
        <FlowChoice wizard={wizard} />
        {preview}
      </>
    );
  return (
    <>
      <DoesNotFit wizard={wizard} />
      <TemplateStep wizard={wizard} />
      {preview}
      {wizard.sources.template ? <VariablesStep wizard={wizard} sample={sample} /> : null}
      {wizard.sources.template ? variants : null}
    </>
  );
};
