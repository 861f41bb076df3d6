/** One attempt to pay. */
export type Transaction = { id: string; createdAt: number };

/** An order that a business asked to be paid for: by the message that carries it, and by its reference. */
export type OrderRecord = {
  reference: string;
  phoneNumberId: string;
  wamid: string;
  amount: { value: number; offset: number };
  currency: string;
  /** The gateway that takes the money, such as razorpay. */
  gateway: string;
  /** Of the order: pending until an `order_status` message says otherwise. */
  status: string;
  payment: 'none' | 'pending' | 'captured' | 'failed';
  transaction: Transaction | null;
};

export type OrderStore = {
  /** A later message with the same reference takes its place. */
  put(order: OrderRecord): void;
  byWamid(wamid: string): OrderRecord | undefined;
  byReference(phoneNumberId: string, reference: string): OrderRecord | undefined;
  all(): IterableIterator<OrderRecord>;
};

export const createOrderStore = (): OrderStore => {
  const wamids = new Map<string, OrderRecord>();
  const references = new Map<string, OrderRecord>();
  return {
    put: (order) => {
      wamids.set(order.wamid, order);
      references.set(`${order.phoneNumberId}|${order.reference}`, order);
    },
    all: () => wamids.values(),
    byWamid: (wamid) => wamids.get(wamid),
    byReference: (phoneNumberId, reference) => references.get(`${phoneNumberId}|${reference}`),
  };
};
