import { useState } from 'react';
import { Badge, Box, Button, Flex, Tabs, Typography } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import type { ContactDetails, ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappGetContactQuery } from '../../../api/contacts';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Drawer } from '../../../shared/Drawer';
import { useCan } from '../../../shared/permissions';
import { ErrorState } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useT } from '../../../shared/useT';
import { ConsentDialog } from './ConsentForm';
import { ConsentTimeline } from './ConsentTimeline';
import { ContactFields } from './ContactFields';
import { useContactForm } from './useContactForm';

/** Asks before typed changes are thrown away. */
const useGuardedClose = (dirty: boolean, onClose: () => void) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const dialog = asking ? (
    <ConfirmAction
      open
      variant="danger"
      title={t('contacts.discard.title')}
      confirmLabel={t('contacts.discard.confirm')}
      onClose={() => setAsking(false)}
      onConfirm={onClose}
    >
      {t('contacts.discard.body')}
    </ConfirmAction>
  ) : null;
  return { close: () => (dirty ? setAsking(true) : onClose()), dialog };
};

type FooterProps = { close: () => void; form: ReturnType<typeof useContactForm>; label: string };

const Footer = ({ close, form, label }: FooterProps) => {
  const t = useT();
  return (
    <>
      <Button variant="tertiary" onClick={close}>
        {t('contacts.back')}
      </Button>
      <Button
        disabled={!form.dirty}
        loading={form.isSaving}
        onClick={() => void form.save()}
        data-testid="save-contact"
      >
        {label}
      </Button>
    </>
  );
};

/** A new person: name and number first. */
export const NewContactDrawer = ({
  onClose,
  onCreated,
}: {
  onClose: () => void;
  onCreated: (c: ContactView) => void;
}) => {
  const t = useT();
  const form = useContactForm(null, onCreated);
  const guard = useGuardedClose(form.dirty, onClose);
  return (
    <Drawer
      open
      onClose={guard.close}
      title={t('contacts.new.title')}
      footer={<Footer close={guard.close} form={form} label={t('contacts.new.save')} />}
    >
      <ContactFields {...form} disabled={form.isSaving} />
      {guard.dialog}
    </Drawer>
  );
};

const ConsentTab = ({ details }: { details: ContactDetails }) => {
  const t = useT();
  const { can } = useCan();
  const [recording, setRecording] = useState(false);
  const { contact } = details;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
      {(['marketing', 'utility'] as const).map((category) => (
        <Flex key={category} justifyContent="space-between" gap={2} wrap="wrap">
          <Typography>{t(`contacts.category.${category}`)}</Typography>
          <StatusWord of="consent" state={contact.consent[category]} />
        </Flex>
      ))}
      {can.contactEdit ? (
        <Box>
          <Button
            variant="secondary"
            onClick={() => setRecording(true)}
            data-testid="record-consent"
          >
            {t('contacts.record.button')}
          </Button>
        </Box>
      ) : null}
      <Typography variant="delta" tag="h3">
        {t('contacts.ledger.title')}
      </Typography>
      <ConsentTimeline events={details.consentEvents} />
      {recording ? <ConsentDialog contact={contact} onClose={() => setRecording(false)} /> : null}
    </Flex>
  );
};

const Groups = ({ groups }: { groups: ContactDetails['groups'] }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} paddingTop={4}>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('contacts.groups')}
      </Typography>
      {groups.length === 0 ? (
        <Typography textColor="neutral600">{t('contacts.groups.none')}</Typography>
      ) : (
        <Flex gap={1} wrap="wrap">
          {groups.map((g) => (
            <Badge key={g.id}>{g.name}</Badge>
          ))}
        </Flex>
      )}
    </Flex>
  );
};

const Loaded = ({ details, onClose }: { details: ContactDetails; onClose: () => void }) => {
  const t = useT();
  const { can } = useCan();
  const form = useContactForm(details.contact, onClose);
  const guard = useGuardedClose(form.dirty, onClose);
  return (
    <Drawer
      open
      onClose={guard.close}
      title={details.contact.name}
      footer={
        can.contactEdit ? (
          <Footer close={guard.close} form={form} label={t('contacts.save')} />
        ) : undefined
      }
    >
      <Tabs.Root defaultValue="details" variant="simple">
        <Tabs.List aria-label={details.contact.name}>
          <Tabs.Trigger value="details">{t('contacts.tab.details')}</Tabs.Trigger>
          <Tabs.Trigger value="consent">{t('contacts.tab.consent')}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="details">
          <Box paddingTop={4}>
            <ContactFields {...form} disabled={!can.contactEdit || form.isSaving} />
            <Groups groups={details.groups} />
          </Box>
        </Tabs.Content>
        <Tabs.Content value="consent">
          <ConsentTab details={details} />
        </Tabs.Content>
      </Tabs.Root>
      {guard.dialog}
    </Drawer>
  );
};

/** One person: details to edit, and the ledger of consents. */
export const ContactDrawer = ({ id, onClose }: { id: number; onClose: () => void }) => {
  const t = useT();
  const query = useWhatsappGetContactQuery(id);
  if (query.data) return <Loaded key={id} details={query.data} onClose={onClose} />;
  return (
    <Drawer open onClose={onClose} title={t('contacts.drawer.title')}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Page.Loading />
      )}
    </Drawer>
  );
};
