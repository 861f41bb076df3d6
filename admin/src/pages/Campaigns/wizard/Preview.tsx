import { useState } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappCampaignPeopleQuery } from '../../../api/campaigns';
import { useWhatsappGetContactQuery, useWhatsappListContactsQuery } from '../../../api/contacts';
import { ContactPicker } from '../../../shared/ContactPicker';
import { MessageBody } from '../../../shared/MessageBody';
import { useCan } from '../../../shared/permissions';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { TemplatePhone } from '../../../shared/TemplatePhone';
import { isOpen } from '../../../shared/template-preview';
import { withFile } from '../../../shared/text-variables/sample';
import { useT } from '../../../shared/useT';
import { reachesOf } from '../people-choice';
import { textPreview } from '../text-variables';
import type { Wizard } from './useWizard';
import { usePersonName } from '../../../shared/people/usePersonName';

/** Enough to find somebody who would get the message, and one short page of the server. */
const LOOKED_AT = 20;

/** The first people of the chosen audience; undefined while they are read, none before there is one. */
const useAudiencePeople = (wizard: Wizard, mayBrowse: boolean): ContactView[] | undefined => {
  const { choice } = wizard.form;
  const filter = choice?.kind === 'all' ? choice.filter : {};
  const [first] = choice?.kind === 'picked' ? choice.contactIds : [];
  // The steps that show no phone need nobody for it.
  const isIdle = !mayBrowse || wizard.step === 'people' || wizard.step === 'check';
  const page = useWhatsappCampaignPeopleQuery(
    { filter, limit: LOOKED_AT },
    { skip: isIdle || choice?.kind !== 'all' }
  );
  const one = useWhatsappGetContactQuery(first ?? 0, { skip: isIdle || first === undefined });
  if (isIdle || page.isLoading || one.isLoading) return undefined;
  if (choice?.kind === 'all')
    return (page.data?.contacts ?? []).filter(({ id }) => !choice.except.includes(id));
  return first !== undefined && one.data ? [one.data.contact] : [];
};

/**
 * A real person for the preview: the one picked, else somebody of the audience who would get the message. Anybody else is
 * an example: never somebody who would be skipped.
 */
export const useSamplePerson = (wizard: Wizard) => {
  const { can } = useCan();
  const [picked, setPicked] = useState<ContactView | null>(null);
  const category =
    wizard.form.kind === 'template' ? (wizard.sources.template?.category ?? null) : null;
  const audience = useAudiencePeople(wizard, can.contactBrowse);
  const recipient = audience?.find((one) => reachesOf(one, category) === 'yes');
  const { data } = useWhatsappListContactsQuery(
    { limit: LOOKED_AT },
    { skip: !can.contactBrowse || !audience || recipient !== undefined }
  );
  const others = audience && !recipient ? [...audience, ...(data?.contacts ?? [])] : [];
  const example =
    others.find((one) => reachesOf(one, category) === 'yes') ??
    others.find((one) => reachesOf(one, category) === 'unknown');
  return {
    person: picked ?? recipient ?? example ?? null,
    isExample: !picked && !recipient,
    pick: setPicked,
    mayPick: can.contactBrowse,
  };
};

type Props = { wizard: Wizard; sample: ReturnType<typeof useSamplePerson> };

/** Whose details the phone shows; an example says that it is one, and nobody sees a message with open variables. */
const Whose = ({ wizard, sample }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const { template } = wizard.sources;
  const { kind, bindings } = wizard.form;
  const shown = kind === 'text' ? null : template;
  const { person, isExample } = sample;
  if (!person && !shown?.slots.length) return null;
  const words = () => {
    if (!person) return t('campaigns.preview.exampleValues');
    if (shown && isOpen(shown, bindings)) return t('templates.preview.open');
    const key = isExample ? 'campaigns.preview.example' : 'templates.preview.as';
    return t(key, { name: personName(person) });
  };
  return (
    <Typography variant="pi" textColor="neutral600" textAlign="center" data-testid="preview-person">
      {words()}
    </Typography>
  );
};

/** The phone at the side: changes while one types. */
export const Preview = ({ wizard, sample }: Props) => {
  const t = useT();
  const { template } = wizard.sources;
  const { kind, text, bindings } = wizard.form;
  const isText = kind === 'text';
  const { file } = wizard.sources.chosen;
  if (isText ? text.trim() === '' && !file : !template)
    return <Typography textColor="neutral600">{t('campaigns.preview.none')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {isText || !template ? (
        <PhoneFrame>
          <MessageBody body={withFile(textPreview(text, sample.person), file)} isPreview />
        </PhoneFrame>
      ) : (
        <TemplatePhone template={template} bindings={bindings} contact={sample.person} />
      )}
      <Whose wizard={wizard} sample={sample} />
      {sample.mayPick ? (
        <ContactPicker label={t('campaigns.preview.pick')} onPick={sample.pick} />
      ) : null}
    </Flex>
  );
};
