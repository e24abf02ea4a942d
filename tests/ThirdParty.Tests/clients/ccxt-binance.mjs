// The npm package ccxt, its Binance USD-M futures: unified REST and streams.

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
  check('best prices', (await exchange.fetchBidsAsks())[symbol].bid > 0);
  check('candles', (await exchange.fetchOHLCV(symbol, '5m', undefined, 10)).length === 10);
  check('trades', (await exchange.fetchTrades(symbol)).length > 0);
  check('funding rate', (await exchange.fetchFundingRate(symbol)).fundingRate !== undefined);
  check('open interest', (await exchange.fetchOpenInterest(symbol)).openInterestAmount > 0);
  check('tiers', (await exchange.fetchLeverageTiers([symbol]))[symbol].length === 4);
  check('fees', (await exchange.fetchTradingFee(symbol)).taker === 0.00055);
}

async function streamMarket(exchange) {
  // Its book is joined from a snapshot and changes; it throws when one does not fit the one before.
  let book = await exchange.watchOrderBook(symbol);
  for (let i = 0; i < 10; i++) book = await exchange.watchOrderBook(symbol);
  check('book streams', book.bids[0][0] < book.asks[0][0], book);
  check('ticker streams', (await exchange.watchTicker(symbol)).last > 0);
  check('trades stream', (await exchange.watchTrades(symbol)).length > 0);
  check('candles stream', (await exchange.watchOHLCV(symbol, '1m')).length > 0);
  check('best prices stream', (await exchange.watchBidsAsks([symbol]))[symbol].ask > 0);
  check('mark price streams', (await exchange.watchMarkPrice(symbol)).markPrice > 0);
}

async function trade(exchange) {
  const { last } = await exchange.fetchTicker(symbol);
  const below = exchange.priceToPrecision(symbol, last * 0.97);
  const lower = exchange.priceToPrecision(symbol, last * 0.96);
  check('balance', (await exchange.fetchBalance()).USDT.total === 50000);
  const options = { postOnly: true, clientOrderId: 'ccxt-1' };
  const order = await exchange.createOrder(symbol, 'limit', 'buy', 0.01, lower, options);
  const open = await exchange.fetchOpenOrders(symbol);
  check('order listed', open[0]?.id === order.id && open[0].status === 'open' && open[0].postOnly, open);
  const changed = await exchange.editOrder(order.id, symbol, 'limit', 'buy', 0.02, below);
  check('order amended', changed.id === order.id && changed.amount === 0.02, changed);
  await exchange.cancelOrder(order.id, symbol);
  check('order cancelled', (await exchange.fetchOrder(order.id, symbol)).status === 'canceled');
  const late = await exchange.cancelOrder(order.id, symbol).catch((error) => error);
  check('late cancellation refused', late instanceof ccxt.OrderNotFound, late.message);
  const big = await exchange.createOrder(symbol, 'limit', 'buy', 100, below).catch((error) => error);
  check('too big an order refused', big.message.includes('-2019'), big.message);
  const taker = exchange.priceToPrecision(symbol, last * 1.02);
  const taking = await exchange.createOrder(symbol, 'limit', 'buy', 0.01, taker, options).catch((error) => error);
  check('post-only that takes refused', taking.message.includes('-5022'), taking.message);
  const stop = await exchange.createOrder(symbol, 'market', 'sell', 0.01, undefined, { stopLossPrice: last * 0.9 });
  const waiting = await exchange.fetchOpenOrders(symbol, undefined, undefined, { trigger: true });
  check('conditional order listed', waiting.length === 1 && waiting[0].id === stop.id, waiting);
  await exchange.cancelOrder(stop.id, symbol, { trigger: true });
  const left = await exchange.fetchOpenOrders(symbol, undefined, undefined, { trigger: true });
  check('conditional order cancelled', left.length === 0, left);
  check('leverage', Number((await exchange.setLeverage(5, symbol)).leverage) === 5);
  check('position mode', (await exchange.fetchPositionMode(symbol)).hedged === false);
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
  check('order told', orders.at(-1).id === order.id, orders);
  check('trade told', (await told.trades)[0].order === order.id);
  check('balance told', (await told.balance).USDT.total < 50000);
  const [position] = await exchange.fetchPositions([symbol]);
  check('position listed', position.contracts === 0.05 && position.side === 'long', position);
  const trades = await exchange.fetchMyTrades(symbol);
  check('trades listed', trades.reduce((sum, trade) => sum + trade.amount, 0) === 0.05, trades);
  const sold = await exchange.createOrder(symbol, 'market', 'sell', 0.05, undefined, { reduceOnly: true });
  check('position closed', sold.status === 'closed', sold);
  const again = await exchange.createOrder(symbol, 'market', 'sell', 0.05, undefined, { reduceOnly: true })
    .catch((error) => error);
  check('reduce-only refused', again.message.includes('-2022'), again.message);
}

run(async () => {
  const exchange = new ccxt.pro.binanceusdm({ apiKey: key, secret });
  exchange.urls.api = moved(exchange.urls.api);
  await exchange.loadHttpProxyAgent(); // The package wants it for ws:// addresses.
  await readMarket(exchange);
  await streamMarket(exchange);
  await trade(exchange);
  await streamAccount(exchange);
  await exchange.close();
});
