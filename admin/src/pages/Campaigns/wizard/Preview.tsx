import { useState } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappListContactsQuery } from '../../../api/contacts';
import { ContactPicker } from '../../../shared/ContactPicker';
import { MessageBody } from '../../../shared/MessageBody';
import { useCan } from '../../../shared/permissions';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { TemplatePhone } from '../../../shared/TemplatePhone';
import { withFile } from '../../../shared/text-variables/sample';
import { useT } from '../../../shared/useT';
import { textPreview } from '../text-variables';
import type { Wizard } from './useWizard';
import { usePersonName } from '../../../shared/people/usePersonName';

/** A real person for the preview: the one picked, else the first of the chosen group, else the first of all. */
export const useSamplePerson = (wizard: Wizard) => {
  const { can } = useCan();
  const [picked, setPicked] = useState<ContactView | null>(null);
  const { choice } = wizard.form;
  const groupId = choice?.kind === 'all' ? choice.filter.groups?.include[0] : undefined;
  const { data } = useWhatsappListContactsQuery(
    { limit: 1, ...(groupId === undefined ? {} : { groupId }) },
    { skip: !can.contactBrowse }
  );
  return {
    person: picked ?? data?.contacts[0] ?? null,
    pick: setPicked,
    mayPick: can.contactBrowse,
  };
};

type Props = { wizard: Wizard; sample: ReturnType<typeof useSamplePerson> };

/** The phone at the side: changes while one types. */
export const Preview = ({ wizard, sample }: Props) => {
  const t = useT();
  const personName = usePersonName();
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
      {sample.person ? (
        <Typography variant="pi" textColor="neutral600" textAlign="center">
          {t('templates.preview.as', {
            name: personName(sample.person),
          })}
        </Typography>
      ) : null}
      {sample.mayPick ? (
        <ContactPicker label={t('campaigns.preview.pick')} onPick={sample.pick} />
      ) : null}
    </Flex>
  );
};
