import { useState } from 'react';
import { Button, Flex, LinkButton } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { Link as RouterLink, useLocation } from 'react-router-dom';
import type { UnclaimedNumberView } from '../../../server/src/contracts/parked';
import { useWhatsappIgnoreNumberMutation, useWhatsappUnclaimedNumbersQuery } from '../api/parked';
import { ConfirmAction } from './ConfirmAction';
import { Notice } from './Notice';
import { useMay } from './permissions';
import { spacedPhone } from './spaced-phone';
import { useMoments } from './useMoments';
import { useNow } from './useNow';
import { useRefusal } from './useRefusal';
import { useT } from './useT';

const NUMBERS = '/settings/whatsapp/numbers';

const phoneOf = ({ displayPhoneNumber, phoneNumberId }: UnclaimedNumberView): string =>
  displayPhoneNumber === null
    ? phoneNumberId
    : spacedPhone(`+${displayPhoneNumber.replace(/\D/g, '')}`);

/** Where its ids are filled in already. */
const connectAddress = ({ phoneNumberId, wabaId }: UnclaimedNumberView): string =>
  `${NUMBERS}?${new URLSearchParams({ connect: '1', phoneNumberId, wabaId: wabaId ?? '' })}`;

const useWords = (number: UnclaimedNumberView) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  const values = {
    n: number.count,
    more: number.more ? 'yes' : 'no',
    phone: phoneOf(number),
    name: number.account?.name ?? '',
    id: number.phoneNumberId,
    at: moments.short(number.lastAt, now),
  };
  const what = number.account ? 'moved' : 'number';
  return {
    title: t('numbers.unclaimed.title', values),
    body: t(`numbers.unclaimed.${what}`, values),
    question: t('numbers.unclaimed.ignore.title', values),
    consequence: t('numbers.unclaimed.ignore.body', values),
    done: t('numbers.unclaimed.ignore.done', values),
    example: t('numbers.unclaimed.example', values),
  };
};

/** What waits for one number, with what can be done: connect it, or say that it is not ours. */
const Waiting = ({ number }: { number: UnclaimedNumberView }) => {
  const t = useT();
  const words = useWords(number);
  const refuse = useRefusal();
  const mayDecide = useMay('settingsConfigure');
  const { toggleNotification } = useNotification();
  const [ignore] = useWhatsappIgnoreNumberMutation();
  const [asks, setAsks] = useState(false);
  // A number of ours is edited on the page of the numbers: there, a link to that page would do nothing.
  const isThere = useLocation().pathname.endsWith('/whatsapp/numbers') && number.account !== null;
  const onIgnore = async () => {
    try {
      await ignore(number.id).unwrap();
      toggleNotification({ type: 'success', message: words.done });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  const action = (
    <Flex gap={2} wrap="wrap">
      {isThere ? null : (
        <LinkButton
          tag={RouterLink}
          to={number.account ? NUMBERS : connectAddress(number)}
          size="S"
          variant="secondary"
        >
          {t(number.account ? 'numbers.unclaimed.open' : 'numbers.unclaimed.connect')}
        </LinkButton>
      )}
      <Button size="S" variant="tertiary" onClick={() => setAsks(true)}>
        {t('numbers.unclaimed.ignore')}
      </Button>
    </Flex>
  );
  return (
    <>
      <Notice
        variant="warning"
        title={words.title}
        action={mayDecide ? action : undefined}
        testId="unclaimed-number"
      >
        {words.body}
      </Notice>
      <ConfirmAction
        open={asks}
        onClose={() => setAsks(false)}
        variant="danger"
        title={words.question}
        confirmLabel={t('numbers.unclaimed.ignore')}
        onConfirm={onIgnore}
      >
        {words.consequence}
      </ConfirmAction>
    </>
  );
};

const Example = ({ number }: { number: UnclaimedNumberView }) => (
  <Notice variant="success" title={useWords(number).example} testId="webhook-example" />
);

/** What came for numbers that are not connected here; nothing where nothing did. `examples`: also a test of Meta's dashboard. */
export const UnclaimedNumbers = ({ examples = false }: { readonly examples?: boolean }) => {
  const mayWatch = useMay('operationWatch');
  const { data } = useWhatsappUnclaimedNumbersQuery(undefined, { skip: !mayWatch });
  const shown = data?.numbers.filter(({ isExample }) => examples || !isExample) ?? [];
  return shown.map((number) =>
    number.isExample ? (
      <Example key={number.id} number={number} />
    ) : (
      <Waiting key={number.id} number={number} />
    )
  );
};
