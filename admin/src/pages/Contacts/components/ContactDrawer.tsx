import { useRef, useState } from 'react';
import { Box, Button, Flex, Tabs, Typography } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import type { Location } from 'react-router-dom';
import { styled } from 'styled-components';
import { usePersonName } from '../../../shared/people/usePersonName';
import type { ContactDetails, ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappGetContactQuery } from '../../../api/contacts';
import { ContactPicker } from '../../../shared/ContactPicker';
import { Drawer } from '../../../shared/Drawer';
import { LeaveGuard } from '../../../shared/LeaveGuard';
import { LinkedRecords } from '../../../shared/LinkedRecords';
import { NameBadge } from '../../../shared/NameBadge';
import { AskedToStop } from '../../../shared/people/AskedToStop';
import { useCan } from '../../../shared/permissions';
import { ErasePerson } from '../../../shared/privacy/ErasePerson';
import { ConsentProof, ExportPerson } from '../../../shared/privacy/PersonPapers';
import { ErrorState } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useRecordLinks } from '../../../shared/useRecordLinks';
import { useT } from '../../../shared/useT';
import { CarriedMessages } from './CarriedMessages';
import { ConsentDialog } from './ConsentForm';
import { ConsentTimeline } from './ConsentTimeline';
import { ContactFields } from './ContactFields';
import { ConversationsTab } from './ConversationsTab';
import { DataConsents } from './DataConsents';
import { MergeDialog } from './MergeDialog';
import { PreferenceLink } from './PreferenceLink';
import { TimelineTab } from './TimelineTab';
import { useContactForm } from './useContactForm';
import { Wishes } from './Wishes';

/** The open person stands in the address: another page leaves them, and another person. */
const leavesPerson = (from: Location, to: Location): boolean =>
  from.pathname !== to.pathname ||
  new URLSearchParams(from.search).get('contact') !== new URLSearchParams(to.search).get('contact');

/** Typed changes are guarded until they are saved or there is nobody left to save them of. */
const useLeaving = (onClose: () => void) => {
  const isDone = useRef(false);
  return {
    holds: (isDirty: boolean) => () => isDirty && !isDone.current,
    done: () => {
      isDone.current = true;
      onClose();
    },
  };
};

type FooterProps = { close: () => void; form: ReturnType<typeof useContactForm>; label: string };

const Footer = ({ close, form, label }: FooterProps) => {
  const t = useT();
  return (
    <>
      <Button variant="tertiary" onClick={close}>
        {t('shell.dialog.dismiss')}
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
export const NewContactDrawer = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const leaving = useLeaving(onClose);
  const form = useContactForm(null, leaving.done);
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('contacts.new.title')}
      footer={<Footer close={onClose} form={form} label={t('contacts.new.save')} />}
    >
      <ContactFields {...form} disabled={form.isSaving} />
      <LeaveGuard holds={leaving.holds(form.dirty)} leaves={leavesPerson} />
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
      <AskedToStop
        look="notice"
        contact={contact}
        askedAt={contact.askedStopAt}
        text={details.askedStop?.text ?? null}
        mayDecide={can.contactEdit}
      />
      {(['marketing', 'utility'] as const).map((category) => (
        <Flex key={category} justifyContent="space-between" gap={2} wrap="wrap">
          <Typography>{t(`contacts.category.${category}`)}</Typography>
          <StatusWord of="consent" state={contact.consent[category]} />
        </Flex>
      ))}
      <Wishes wishes={details.wishes} />
      {can.contactEdit ? (
        <Flex gap={2} wrap="wrap" alignItems="flex-start">
          <Button
            variant="secondary"
            onClick={() => setRecording(true)}
            data-testid="record-consent"
          >
            {t('contacts.record.button')}
          </Button>
          <PreferenceLink contactId={contact.id} />
        </Flex>
      ) : null}
      <DataConsents details={details} />
      <Typography variant="delta" tag="h3">
        {t('contacts.ledger.title')}
      </Typography>
      <ConsentTimeline events={details.consentEvents} />
      <CarriedMessages messages={details.carriedMessages} />
      {can.contactDisclose ? <ConsentProof contactId={contact.id} /> : null}
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
            <NameBadge key={g.id}>{g.name}</NameBadge>
          ))}
        </Flex>
      )}
    </Flex>
  );
};

/** Where the person came from and when; never changed by hand. */
const About = ({ contact }: { contact: ContactView }) => {
  const t = useT();
  const known = useKnownWord();
  const moments = useMoments();
  const rows = [
    [t('contacts.column.source'), known('people.source', contact.source) ?? contact.source],
    [t('contacts.column.created'), moments.full(contact.createdAt)],
    [t('contacts.column.updated'), moments.full(contact.updatedAt)],
  ];
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={1} paddingTop={4}>
      {rows.map(([label, value]) => (
        <Flex key={label} gap={2} justifyContent="space-between">
          <Typography tag="dt" variant="pi" textColor="neutral600">
            {label}
          </Typography>
          <Typography tag="dd" variant="pi">
            {value}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

/** Merging with a double and erasing, for who may. */
const Danger = ({ contact, onGone }: { contact: ContactView; onGone: () => void }) => {
  const t = useT();
  const { can } = useCan();
  const [doing, setDoing] = useState<'merge' | 'delete' | null>(null);
  const [other, setOther] = useState<number | null>(null);
  if (!can.contactErase) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingTop={6}>
      {doing === 'merge' ? (
        <ContactPicker
          label={t('people.merge.with')}
          hint={t('people.merge.hint')}
          onPick={(picked) => setOther(picked.id === contact.id ? null : picked.id)}
        />
      ) : null}
      <Flex gap={2} wrap="wrap">
        {doing === 'merge' ? null : (
          <Button variant="tertiary" onClick={() => setDoing('merge')} data-testid="merge-contact">
            {t('people.merge.button')}
          </Button>
        )}
        <Button
          variant="danger-light"
          onClick={() => setDoing('delete')}
          data-testid="delete-contact"
        >
          {t('privacy.erase.button')}
        </Button>
      </Flex>
      {doing === 'delete' ? (
        <ErasePerson person={contact} onClose={() => setDoing(null)} onDone={onGone} />
      ) : null}
      {other === null ? null : (
        <MergeDialog ids={[contact.id, other]} onClose={() => setOther(null)} onDone={onGone} />
      )}
    </Flex>
  );
};

/** Five tabs stand in the width of the drawer; longer words go on in a second line. */
const TabList = styled(Tabs.List)`
  && {
    flex-wrap: wrap;
  }
  && [role='tab'] {
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }
`;

/** Is there any content type whose entries can be about people? */
const useIsLinkable = (contactId: number): boolean => {
  const { data } = useRecordLinks(contactId);
  return (data?.types ?? []).length > 0;
};

const Loaded = ({ details, onClose }: { details: ContactDetails; onClose: () => void }) => {
  const t = useT();
  const personName = usePersonName();
  const { can } = useCan();
  const leaving = useLeaving(onClose);
  const form = useContactForm(details.contact, leaving.done);
  const isLinkable = useIsLinkable(details.contact.id);
  return (
    <Drawer
      open
      onClose={onClose}
      title={personName(details.contact)}
      footer={
        can.contactEdit ? (
          <Footer close={onClose} form={form} label={t('contacts.save')} />
        ) : undefined
      }
    >
      <Tabs.Root defaultValue="details" variant="simple">
        <TabList aria-label={personName(details.contact)}>
          <Tabs.Trigger value="details">{t('contacts.tab.details')}</Tabs.Trigger>
          <Tabs.Trigger value="consent">{t('contacts.tab.consent')}</Tabs.Trigger>
          {can.chatRead ? (
            <Tabs.Trigger value="conversations">{t('contacts.tab.conversations')}</Tabs.Trigger>
          ) : null}
          <Tabs.Trigger value="timeline">{t('contacts.tab.timeline')}</Tabs.Trigger>
          {isLinkable ? (
            <Tabs.Trigger value="linked">{t('contacts.tab.linked')}</Tabs.Trigger>
          ) : null}
        </TabList>
        <Tabs.Content value="details">
          <Box paddingTop={4}>
            <ContactFields {...form} disabled={!can.contactEdit || form.isSaving} />
            <Groups groups={details.groups} />
            <About contact={details.contact} />
            {can.contactDisclose ? (
              <Box paddingTop={6}>
                <ExportPerson contactId={details.contact.id} />
              </Box>
            ) : null}
            <Danger contact={details.contact} onGone={leaving.done} />
          </Box>
        </Tabs.Content>
        <Tabs.Content value="consent">
          <ConsentTab details={details} />
        </Tabs.Content>
        <Tabs.Content value="conversations">
          <Box paddingTop={4}>
            <ConversationsTab contactId={details.contact.id} />
          </Box>
        </Tabs.Content>
        <Tabs.Content value="timeline">
          <Box paddingTop={2}>
            <TimelineTab contactId={details.contact.id} />
          </Box>
        </Tabs.Content>
        <Tabs.Content value="linked">
          <Box paddingTop={4}>
            <LinkedRecords contactId={details.contact.id} />
          </Box>
        </Tabs.Content>
      </Tabs.Root>
      <LeaveGuard holds={leaving.holds(form.dirty)} leaves={leavesPerson} />
    </Drawer>
  );
};

/** One person: details to edit, the ledger of consents, their conversations, and what happened with them. */
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
