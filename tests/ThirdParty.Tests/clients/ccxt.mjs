// The npm package ccxt, its Bybit: unified REST and streams.

import ccxt from 'ccxt';
import { check, key, moved, run, secret } from './checks.mjs';

const symbol = 'BTC/USDT:USDT';

async function readMarket(exchange) {
  await exchange.loadMarkets();
  check('markets', exchange.markets[symbol]?.precision.price === 0.1, Object.keys(exchange.markets));
  check('time', Math.abs(await exchange.fetchTime() - Date.now()) < 5000);
  const book = await exchange.fetchOrderBook(symbol, 5);
  check('book', book.bids.length === 5 && book.bids[0][0] < book.asks[0][0], book);
  check('ticker', (await exchange.fetchTicker(symbol)).last > 0);
  check('candles', (await exchange.fetchOHLCV(symbol, '5m', undefined, 10)).length === 10);
  check('trades', (await exchange.fetchTrades(symbol)).length > 0);
  check('funding rate', (await exchange.fetchFundingRate(symbol)).fundingRate !== undefined);
  check('open interest', (await exchange.fetchOpenInterestHistory(symbol, '5m')).length > 0);
  check('tiers', (await exchange.fetchMarketLeverageTiers(symbol)).length === 4);
}

async function streamMarket(exchange) {
  const book = await exchange.watchOrderBook(symbol);
  check('book streams', book.bids[0][0] < book.asks[0][0], book);
  check('ticker streams', (await exchange.watchTicker(symbol)).last > 0);
  check('trades stream', (await exchange.watchTrades(symbol)).length > 0);
  check('candles stream', (await exchange.watchOHLCV(symbol, '1m')).length > 0);
}

async function trade(exchange) {
  check('balance', (await exchange.fetchBalance()).USDT.total === 50000);
  const options = { postOnly: true, clientOrderId: 'ccxt-1' };
  const order = await exchange.createOrder(symbol, 'limit', 'buy', 0.01, 50000, options);
  const open = await exchange.fetchOpenOrders(symbol);
  check('order listed', open[0]?.id === order.id && open[0].status === 'open', open);
  const changed = await exchange.editOrder(order.id, symbol, 'limit', 'buy', 0.02, 50100);
  check('order amended', changed.id === order.id, changed);
  await exchange.cancelOrder(order.id, symbol);
  const ended = await exchange.fetchCanceledAndClosedOrders(symbol);
  check('order cancelled', ended.find((row) => row.id === order.id)?.status === 'canceled', ended);
  const late = await exchange.cancelOrder(order.id, symbol).catch((error) => error);
  check('late cancellation refused', late instanceof ccxt.OrderNotFound, late.message);
  const big = await exchange.createOrder(symbol, 'limit', 'buy', 100, 50000).catch((error) => error);
  check('too big an order refused', big instanceof ccxt.InsufficientFunds, big.message);
  await exchange.setLeverage(5, symbol);
}

/** Orders while all private streams are watched: each must tell of its part. */
async function streamAccount(exchange) {
  const told = {
    orders: exchange.watchOrders(symbol),
    trades: exchange.watchMyTrades(symbol),
    balance: exchange.watchBalance(),
  };
  for (const promise of Object.values(told)) promise.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const order = await exchange.createOrder(symbol, 'market', 'buy', 0.05);
  const orders = await told.orders;
  check('fill told', orders.at(-1).id === order.id && orders.at(-1).filled === 0.05, orders);
  check('trade told', (await told.trades)[0].order === order.id);
  check('balance told', (await told.balance).USDT.total < 50000);
  const [position] = await exchange.fetchPositions([symbol]);
  check('position listed', position.contracts === 0.05 && position.side === 'long', position);
  check('trades listed', (await exchange.fetchMyTrades(symbol)).length > 0);
  const sold = await exchange.createOrderWs(symbol, 'market', 'sell', 0.05, undefined, { reduceOnly: true });
  check('order by socket taken', sold.id !== undefined, sold);
}

run(async () => {
  const exchange = new ccxt.pro.bybit({ apiKey: key, secret });
  exchange.urls.api = moved(exchange.urls.api);
  await exchange.loadHttpProxyAgent(); // The package wants it for ws:// addresses.
  await readMarket(exchange);
  await streamMarket(exchange);
  await trade(exchange);
  await streamAccount(exchange);
  await exchange.close();
});
