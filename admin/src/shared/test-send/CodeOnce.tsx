import { useState } from 'react';
import { Flex, Link, Typography } from '@strapi/design-system';
import type { TesterCode, TesterState } from '../../../../server/src/contracts/testers';
import { CopyValue } from '../CopyValue';
import { IdSelect } from '../IdSelect';
import { LinkQr } from '../LinkQr';
import { ShownOnce } from '../ShownOnce';
import { spacedPhone } from '../spaced-phone';
import { StatusWord } from '../StatusWord';
import { useMoments } from '../useMoments';
import { useT } from '../useT';

interface Props {
  readonly made: TesterCode;
  /** How far the tester is by now. */
  readonly state: TesterState;
  readonly onClose: () => void;
}

/** To which of our numbers the code goes: a link and a picture for the phone. */
const Ways = ({ numbers }: Pick<TesterCode, 'numbers'>) => {
  const t = useT();
  const [chosen, setChosen] = useState(numbers[0]?.id ?? null);
  const number = numbers.find(({ id }) => id === chosen);
  if (!number) return <Typography>{t('testers.code.no-number')}</Typography>;
  const phone = spacedPhone(number.phone);
  return (
    <Flex direction="column" alignItems="flex-start" gap={3}>
      {numbers.length > 1 ? (
        <IdSelect
          label={t('testers.code.number')}
          options={numbers.map(({ id, name, phone: own }) => ({
            id,
            name: `${name} · ${spacedPhone(own)}`,
          }))}
          value={number.id}
          onChange={setChosen}
        />
      ) : null}
      {number.isSimulator ? (
        <Typography>{t('testers.code.simulator', { phone })}</Typography>
      ) : (
        <>
          <Typography>{t('testers.code.scan', { phone })}</Typography>
          <LinkQr link={number.link} label={t('testers.code.qr', { phone })} testId="tester-qr" />
          <Link href={number.link} isExternal>
            {t('testers.code.open')}
          </Link>
        </>
      )}
    </Flex>
  );
};

/** The code of a tester, the only time that it is seen. */
export const CodeOnce = ({ made: { tester, code, until, numbers }, state, onClose }: Props) => {
  const t = useT();
  const { full } = useMoments();
  return (
    <ShownOnce
      title={t('testers.code.title', { name: tester.name })}
      doneLabel={t('testers.code.done')}
      doneTestId="code-done"
      onClose={onClose}
    >
      <Typography>
        {t('testers.code.how', { phone: spacedPhone(tester.phone), until: full(until) })}
      </Typography>
      <CopyValue label={t('testers.code')} value={code} />
      <Ways numbers={numbers} />
      <Flex aria-live="polite">
        <StatusWord of="tester" state={state} />
      </Flex>
    </ShownOnce>
  );
};
