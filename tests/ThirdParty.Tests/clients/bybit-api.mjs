// The npm package bybit-api: REST, public and private streams, order entry by socket.

import { RestClientV5, WebsocketAPIClient, WebsocketClient } from 'bybit-api';
import { address, check, key, run, secret, socketAddress, until } from './checks.mjs';

const symbol = 'BTCUSDT';
const category = 'linear';
const quiet = { trace() {}, info() {}, error: (...words) => console.log('client:', ...words) };
const rest = new RestClientV5({ key, secret, baseUrl: address });

/** A stream client whose messages are kept. */
function listen(path, options) {
  const client = new WebsocketClient({ ...options, market: 'v5', wsUrl: socketAddress + path }, quiet);
  const frames = [];
  client.on('update', (frame) => frames.push(frame));
  client.on('exception', (error) => check('stream', false, error));
  return { client, frames, rows: (topic) => frames.filter((f) => f.topic === topic).flatMap((f) => f.data) };
}

async function readMarket() {
  const time = await rest.getServerTime();
  check('time', Math.abs(Number(time.result.timeSecond) - Date.now() / 1000) < 5, time);
  const instruments = await rest.getInstrumentsInfo({ category, limit: 1000 });
  check('instruments', instruments.result.list.some((row) => row.symbol === symbol), instruments);
  const book = await rest.getOrderbook({ category, symbol, limit: 10 });
  check('book', Number(book.result.b[0][0]) < Number(book.result.a[0][0]), book);
  const candles = await rest.getKline({ category, symbol, interval: '5', limit: 10 });
  check('candles', candles.result.list.length === 10, candles);
  const tickers = await rest.getTickers({ category, symbol });
  check('ticker', Number(tickers.result.list[0].lastPrice) > 0, tickers);
}

async function trade(stream) {
  const order = { category, symbol, side: 'Buy', orderType: 'Limit', qty: '0.01', price: '50000' };
  const made = await rest.submitOrder({ ...order, timeInForce: 'PostOnly', orderLinkId: 'third-1' });
  check('order taken', made.retCode === 0, made);
  await until('order told', () => stream.rows('order').find((row) => row.orderLinkId === 'third-1'));
  const open = await rest.getActiveOrders({ category, symbol });
  check('order listed', open.result.list[0].orderId === made.result.orderId, open);
  const again = await rest.submitOrder({ ...order, orderLinkId: 'third-1' });
  check('order refused twice', again.retCode === 110072, again);
  const amended = await rest.amendOrder({ category, symbol, orderLinkId: 'third-1', price: '50100' });
  check('order amended', amended.retCode === 0, amended);
  const cancelled = await rest.cancelOrder({ category, symbol, orderLinkId: 'third-1' });
  check('order cancelled', cancelled.retCode === 0, cancelled);
  await until('cancellation told', () => stream.rows('order').find((row) => row.orderStatus === 'Cancelled'));

  const leverage = await rest.setLeverage({ category, symbol, buyLeverage: '5', sellLeverage: '5' });
  check('leverage', leverage.retCode === 0, leverage);
  const market = await rest.submitOrder({ category, symbol, side: 'Buy', orderType: 'Market', qty: '0.05' });
  check('market order taken', market.retCode === 0, market);
  await until('execution told', () => stream.rows('execution').find((row) => row.orderId === market.result.orderId));
  await until('position told', () => stream.rows('position').find((row) => row.size === '0.05'));
  await until('wallet told', () => stream.rows('wallet').length > 0);
  const positions = await rest.getPositionInfo({ category, symbol });
  check('position listed', positions.result.list[0].size === '0.05', positions);
  const executions = await rest.getExecutionList({ category, symbol });
  check('executions listed', executions.result.list.length > 0, executions);
  const wallet = await rest.getWalletBalance({ accountType: 'UNIFIED', coin: 'USDT' });
  check('fee paid', Number(wallet.result.list[0].coin[0].walletBalance) < 50000, wallet);
}

async function tradeBySocket(stream) {
  const entry = new WebsocketAPIClient(
    { key, secret, market: 'v5', wsUrl: `${socketAddress}/v5/trade`, attachEventListeners: false }, quiet);
  const order = { category, symbol, side: 'Sell', orderType: 'Market', qty: '0.05', reduceOnly: true };
  const closed = await entry.submitNewOrder({ ...order, orderLinkId: 'third-2' });
  check('order by socket taken', closed.retCode === 0, closed);
  await until('fill told', () => stream.rows('order').find((row) => row.orderLinkId === 'third-2'));
  const refused = await entry.submitNewOrder(order).catch((error) => error);
  check('order by socket refused', refused.retCode === 110017, refused);
}

run(async () => {
  await readMarket();
  const open = listen('/v5/public/linear', {});
  open.client.subscribeV5([`orderbook.50.${symbol}`, `publicTrade.${symbol}`, `tickers.${symbol}`], category);
  await until('book streams', () => open.frames.find((f) => f.topic.startsWith('orderbook') && f.type === 'delta'));
  await until('trades stream', () => open.frames.find((f) => f.topic.startsWith('publicTrade')));
  await until('ticker streams', () => open.frames.find((f) => f.topic.startsWith('tickers') && f.type === 'delta'));

  const own = listen('/v5/private', { key, secret });
  const ready = new Promise((resolve) => own.client.on('response', resolve));
  own.client.subscribeV5(['order', 'execution', 'position', 'wallet'], category);
  check('private stream', (await ready).success, await ready);
  await trade(own);
  await tradeBySocket(own);
});
