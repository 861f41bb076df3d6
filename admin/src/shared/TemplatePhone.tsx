import { useMemo } from 'react';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type { SlotBindings, TemplateView } from '../../../server/src/contracts/templates';
import { MessageBody } from './MessageBody';
import { PhoneFrame } from './PhoneFrame';
import { previewBody } from './template-preview';

type Props = { template: TemplateView; bindings: SlotBindings; contact: ContactView | null };

/** A template on the customer's phone, filled as one person would get it. */
export const TemplatePhone = ({ template, bindings, contact }: Props) => {
  const body = useMemo(
    () => previewBody(template, bindings, contact),
    [template, bindings, contact]
  );
  return (
    <PhoneFrame>
      <MessageBody body={body} />
    </PhoneFrame>
  );
};
