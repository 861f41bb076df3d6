import { useState } from 'react';
import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { ContactPicker } from '../../../shared/ContactPicker';
import { useCan } from '../../../shared/permissions';
import { ErasePerson } from '../../../shared/privacy/ErasePerson';
import { ConsentProof, ExportPerson } from '../../../shared/privacy/PersonPapers';
import { useT } from '../../../shared/useT';
import { Card } from '../consent/Card';
import { useShownName } from '../../../shared/people/usePersonName';

type Person = { readonly id: number; readonly name: string };

const Chosen = ({ person, onGone }: { person: Person; onGone: () => void }) => {
  const t = useT();
  const shownName = useShownName();
  const { can } = useCan();
  const [isErasing, setErasing] = useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={4} data-testid="one-person">
      <Typography variant="delta" tag="h3">
        <span dir="auto">{shownName(person.name)}</span>
      </Typography>
      <Flex gap={4} wrap="wrap" alignItems="flex-start">
        {can.contactDisclose ? (
          <>
            <ExportPerson contactId={person.id} />
            <ConsentProof contactId={person.id} />
          </>
        ) : null}
        {can.contactErase ? (
          <Button
            variant="danger-light"
            startIcon={<Trash />}
            onClick={() => setErasing(true)}
            data-testid="erase-person"
          >
            {t('privacy.erase.button')}
          </Button>
        ) : null}
      </Flex>
      {can.logInspect ? (
        <Link tag={RouterLink} to={`/plugins/whatsapp/logs?area=access&contact=${person.id}`}>
          {t('privacy.access.person')}
        </Link>
      ) : null}
      {isErasing ? (
        <ErasePerson person={person} onClose={() => setErasing(false)} onDone={onGone} />
      ) : null}
    </Flex>
  );
};

/** One person, found by name or number: taken along, proved, erased. */
export const OnePerson = () => {
  const t = useT();
  const { can } = useCan();
  const [person, setPerson] = useState<Person | null>(null);
  const may = can.contactBrowse && (can.contactDisclose || can.contactErase);
  return (
    <Card title={t('privacy.person.title')}>
      {may ? (
        <ContactPicker label={t('privacy.person.find')} onPick={setPerson} />
      ) : (
        <Typography textColor="neutral600">{t('privacy.person.denied')}</Typography>
      )}
      {may && person ? (
        <Chosen key={person.id} person={person} onGone={() => setPerson(null)} />
      ) : null}
      {can.logInspect ? (
        <Link tag={RouterLink} to="/plugins/whatsapp/logs?area=access">
          {t('privacy.access.all')}
        </Link>
      ) : null}
    </Card>
  );
};
