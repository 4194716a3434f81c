/** Section of the shop's terms. */
export interface Policy {
  id: string;
  title: string;
  text: string;
}

/** Terms of the shop. */
export const POLICIES: Policy[] = [
  {
    id: 'refunds',
    title: 'Returns and refunds',
    text: 'You can return any item within 30 days of delivery for a full refund. The item has to be unused and in its packaging. The refund goes to the card or account that paid, within 5 working days of the day it was started. Return labels are free within the country.',
  },
  {
    id: 'damaged',
    title: 'Damaged or wrong items',
    text: 'If an item arrives damaged, broken or is not what you ordered, we refund or replace it whenever you tell us. You need not send a broken item back. A photo helps us to talk to the carrier.',
  },
  {
    id: 'exchange',
    title: 'Exchanges',
    text: 'You can exchange an item for another size or colour within 60 days of delivery. We send the new one as soon as the old one is with the carrier.',
  },
  {
    id: 'shipping',
    title: 'Shipping costs and times',
    text: 'Standard shipping costs $4.90 and is free above $60. It takes 3 to 5 working days. Express shipping costs $14 and arrives on the next working day if you order before 14:00.',
  },
  {
    id: 'international',
    title: 'International shipping',
    text: 'We ship to Canada, the United Kingdom, the European Union, Japan and Australia. International delivery takes 7 to 12 working days and costs $19. Duties and taxes are included in the price that you see at checkout.',
  },
  {
    id: 'cancellation',
    title: 'Cancelling an order',
    text: 'You can cancel an order free of charge as long as it is being processed: open My orders and press Cancel. Once it has been shipped it cannot be cancelled. Refuse the parcel or return it, and you get your money back.',
  },
  {
    id: 'warranty',
    title: 'Warranty and repairs',
    text: 'Everything that we sell has a two-year warranty against defects. Lanterns and compasses are repaired for life: you pay for the parts alone. The warranty does not cover wear, or damage from falls.',
  },
  {
    id: 'payment',
    title: 'Payment and invoices',
    text: 'We take Visa, Mastercard, American Express, PayPal and Apple Pay. Your card is charged when the order leaves our warehouse. The invoice comes by e-mail on the same day.',
  },
  {
    id: 'gift-cards',
    title: 'Gift cards and vouchers',
    text: 'Gift cards are valid for five years and can be used in parts. They cannot be refunded in cash. Only one voucher can be used for an order.',
  },
  {
    id: 'privacy',
    title: 'Privacy',
    text: 'We keep your data for as long as the law requires and share it with nobody but the carrier. You can ask for a copy of your data, or for its deletion, at any time.',
  },
];
