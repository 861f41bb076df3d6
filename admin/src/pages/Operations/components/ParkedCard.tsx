import { useState } from 'react';
import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { ArrowClockwise, Eye, Trash } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useMay } from '../../../shared/permissions';
import { Surface } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';
import type { Parked } from '../parked-model';
import { ParkedContent } from './ParkedContent';
import { useDecide } from './useDecide';
import { useParkedWords } from './useParkedWords';
import { useShownName } from '../../../shared/people/usePersonName';

interface Props {
  readonly parked: Parked;
  readonly onDecided: () => void;
}

const Content = ({ parked }: Pick<Props, 'parked'>) => {
  const t = useT();
  const words = useParkedWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="tertiary"
        size="S"
        startIcon={<Eye />}
        aria-label={t('parked.open.of', { what: words.kind(parked), at: words.at(parked) })}
        onClick={() => setOpen(true)}
        data-testid="parked-open"
      >
        {t('parked.open')}
      </Button>
      {isOpen ? <ParkedContent parked={parked} onClose={() => setOpen(false)} /> : null}
    </>
  );
};

const Deeds = ({ parked, onDecided }: Props) => {
  const t = useT();
  const words = useParkedWords();
  const [isAsking, setAsking] = useState(false);
  const { decide, isLoading } = useDecide(onDecided);
  const what = words.kind(parked);
  const named = { what, at: words.at(parked) };
  return (
    <>
      <Button
        variant="secondary"
        size="S"
        startIcon={<ArrowClockwise />}
        loading={isLoading}
        aria-label={t('parked.retry.of', named)}
        onClick={() => void decide({ deed: 'retry', only: parked })}
        data-testid="parked-retry"
      >
        {t('parked.retry')}
      </Button>
      <Button
        variant="danger-light"
        size="S"
        startIcon={<Trash />}
        aria-label={t('parked.discard.of', named)}
        onClick={() => setAsking(true)}
        data-testid="parked-discard"
      >
        {t('parked.discard')}
      </Button>
      <ConfirmAction
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('parked.discard.title', { what })}
        confirmLabel={t('parked.discard.confirm')}
        onConfirm={() => decide({ deed: 'discard', only: parked })}
        variant="danger"
        confirmTestId="parked-discard-confirm"
      >
        {t('parked.discard.body')}
      </ConfirmAction>
    </>
  );
};

/** Whom it is about, with the way to their page for those who may open it. */
const Person = ({ person }: { person: NonNullable<Parked['person']> }) => {
  const shownName = useShownName();
  const name = shownName(person.name);
  return useMay('contactBrowse') ? (
    <Link tag={RouterLink} to={`../contacts?contact=${person.id}`} dir="auto">
      {name}
    </Link>
  ) : (
    <Typography dir="auto">{name}</Typography>
  );
};

/** One that failed: what it is, why, when it came and to which number, and what can be done about it. */
export const ParkedCard = ({ parked, onDecided }: Props) => {
  const t = useT();
  const words = useParkedWords();
  const mayDecide = useMay('settingsConfigure');
  const facts = [
    parked.account?.name,
    t('parked.received', { at: words.at(parked) }),
    t('parked.attempts', { n: parked.attempts }),
  ];
  return (
    <Surface tag="li" padding={5} data-testid="parked" data-kind={parked.kind}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
        <Flex direction="column" alignItems="flex-start" gap={2} flex="1 1 24rem" minWidth="0">
          <Typography fontWeight="bold" tag="h3" style={{ overflowWrap: 'anywhere' }}>
            {words.kind(parked)}
          </Typography>
          <Typography variant="pi" textColor="danger600">
            {words.reason(parked.reason)}
          </Typography>
          {parked.person ? <Person person={parked.person} /> : null}
          <Typography variant="pi" textColor="neutral600">
            {facts.filter(Boolean).join(' · ')}
          </Typography>
        </Flex>
        <Flex gap={2} wrap="wrap">
          {parked.canOpen ? <Content parked={parked} /> : null}
          {mayDecide ? <Deeds parked={parked} onDecided={onDecided} /> : null}
        </Flex>
      </Flex>
    </Surface>
  );
};
