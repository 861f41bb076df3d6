import { Typography } from '@strapi/design-system';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import type { MessagePayment } from '../../../../../server/src/contracts/message-parts';
import { useMoney } from '../../../shared/useMoney';
import { useT } from '../../../shared/useT';

const COLORS = { pending: 'warning700', paid: 'success700', failed: 'danger700' } as const;

/** How far the customer is with paying: "Payment failed: ₹210.00 · Order 17 · Card declined". */
const Payment = ({ payment }: { payment: MessagePayment }) => {
  const t = useT();
  const money = useMoney();
  const { state, amount, currency, reference, reason, code } = payment;
  const sum = amount !== null && currency ? money(amount, currency) : null;
  const details = [sum, reference, reason ?? code].filter(Boolean).join(' · ');
  return (
    <Typography variant="pi" textColor={COLORS[state]} tag="p" data-testid="payment">
      {[t(`inbox.bubble.payment.${state}`), details].filter(Boolean).join(': ')}
    </Typography>
  );
};

/** What WhatsApp reported of a message beside its delivery: a payment, or a problem that it went in spite of. */
export const BubbleNotes = ({ message }: { message: MessageView }) => {
  const t = useT();
  const { payment, warning } = message;
  return (
    <>
      {payment ? <Payment payment={payment} /> : null}
      {warning ? (
        <Typography variant="pi" textColor="neutral800" tag="p" data-testid="warning">
          {t('inbox.bubble.warning', {
            text: warning.code === null ? warning.title : `${warning.title} (${warning.code})`,
          })}
        </Typography>
      ) : null}
    </>
  );
};
