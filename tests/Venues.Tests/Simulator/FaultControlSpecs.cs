using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WhaleStack.Simulator.Faults;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>How faults are put in force, listed and cleared: by the control endpoint and by the command.</summary>
public sealed class FaultControlSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task Faults_are_listed_with_what_they_have_done()
    {
        await _venue.FaultAsync(new()
        {
            ["kind"] = "http-status", ["target"] = "/v5/market/time", ["status"] = 500, ["count"] = 2,
        });
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _venue.Http.GetAsync("/v5/market/time");
            Assert.Equal(i < 2 ? 500 : 200, (int)answer.StatusCode);
        }

        var fault = Assert.Single((await ListAsync()).EnumerateArray());
        Assert.Equal((1, 2, 2), (
            fault.GetProperty("id").GetInt32(),
            fault.GetProperty("seen").GetInt32(),
            fault.GetProperty("struck").GetInt32()));
        Assert.Equal("http-status", fault.GetProperty("rule").Text("kind"));
    }

    [Fact]
    public async Task Faults_are_cleared_one_by_one_or_all_at_once()
    {
        var ids = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await _venue.FaultAsync(new() { ["kind"] = "drop", ["target"] = $"nothing-{i}" }));
        }

        Assert.Equal(HttpStatusCode.OK, (await _venue.Http.DeleteAsync($"/sim/faults/{ids[1]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _venue.Http.DeleteAsync($"/sim/faults/{ids[1]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _venue.Http.DeleteAsync("/sim/faults/first")).StatusCode);
        Assert.Equal(2, (await ListAsync()).GetArrayLength());
        using var all = await _venue.Http.DeleteAsync("/sim/faults");
        Assert.Equal("{\"cleared\":2}", await all.Content.ReadAsStringAsync());
        Assert.Equal(0, (await ListAsync()).GetArrayLength());
    }

    [Theory]
    [InlineData("""{"kind":"earthquake"}""", "kind")]
    [InlineData("""{"kind":3}""", "kind")]
    [InlineData("""{"target":"*"}""", "kind")]
    [InlineData("""{"kind":"drop","probability":0}""", "probability is 0; it must be above 0, at most 1")]
    [InlineData("""{"kind":"drop","probability":1.5}""", "probability is 1.5")]
    [InlineData("""{"kind":"drop","count":0}""", "count is 0")]
    [InlineData("""{"kind":"drop","after":-1}""", "after is -1")]
    [InlineData("""{"kind":"drop","target":""}""", "target")]
    [InlineData("""{"kind":"drop","colour":"red"}""", "colour")]
    [InlineData("""{"kind":"http-status","status":200}""", "status is 200")]
    [InlineData("""{"kind":"ret-code","code":0}""", "code is 0")]
    [InlineData("""{"kind":"missing-field"}""", "fields must name at least one field")]
    [InlineData("""{"kind":"latency"}""", "delayMs must be given")]
    [InlineData("""{"kind":"latency","delayMs":-5}""", "delayMs is -5")]
    [InlineData("""{"kind":"clock-skew","delayMs":90000000}""", "delayMs is 90000000")]
    [InlineData("nonsense", "")]
    [InlineData("null", "a fault is a JSON object")]
    public async Task A_wrong_fault_is_refused_with_its_reason(string body, string words)
    {
        using var answer = await _venue.Http.PostAsync(
            "/sim/faults", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("error");
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.NotEmpty(error);
        Assert.Equal(0, (await ListAsync()).GetArrayLength());
    }

    [Fact]
    public void There_can_be_so_many_faults_and_no_more()
    {
        var faults = new FaultBook();
        for (var i = 0; i < FaultBook.CountMax; i++)
        {
            Assert.Equal(i + 1, faults.Add(new FaultRule { Kind = FaultKind.Drop }));
        }

        Assert.Null(faults.Add(new FaultRule { Kind = FaultKind.Drop }));
        Assert.Equal(FaultBook.CountMax, faults.Clear());
        Assert.Equal(FaultBook.CountMax + 1, faults.Add(new FaultRule { Kind = FaultKind.Drop }));
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("/v5/order/*", "/v5/order/create", true)]
    [InlineData("/v5/order/*", "/v5/position/list", false)]
    [InlineData("order", "order.linear", false)]
    [InlineData("order*", "order.linear", true)]
    [InlineData("orderbook.*.BTCUSDT", "orderbook.50.BTCUSDT", true)]
    [InlineData("orderbook.*.BTCUSDT", "orderbook.50.ETHUSDT", false)]
    [InlineData("tickers.BTCUSDT", "tickersXBTCUSDT", false)]
    public void A_star_stands_for_any_characters(string pattern, string target, bool strikes)
    {
        var faults = new FaultBook();
        faults.Add(new FaultRule { Kind = FaultKind.Drop, Target = pattern });
        Assert.Equal(strikes, faults.Draw(FaultKind.Drop, target) is not null);
        Assert.Null(faults.Draw(FaultKind.Silent, target));
    }

    [Fact]
    public async Task The_command_adds_lists_and_clears()
    {
        var added = await RunAsync(
            "add", "http-status", "--target", "/v5/market/time", "--status", "418", "--count", "1");
        Assert.Equal((0, "{\"id\":1}"), (added.Code, added.Output));
        using var struck = await _venue.Http.GetAsync("/v5/market/time");
        Assert.Equal(418, (int)struck.StatusCode);
        var listed = await RunAsync("list");
        Assert.Contains("\"struck\":1", listed.Output, StringComparison.Ordinal);
        var cleared = await RunAsync("clear");
        Assert.Equal((0, "{\"cleared\":1}"), (cleared.Code, cleared.Output));
        var gone = await RunAsync("clear", "1");
        Assert.Equal((1, "{\"error\":\"there is no fault '1'\"}"), (gone.Code, gone.Error));
        Assert.Equal("simulator: delayMs must be given", (await RunAsync("add", "latency")).Error);
        var unknown = await RunAsync("add", "earthquake");
        Assert.Equal(2, unknown.Code);
        Assert.StartsWith("simulator: there is no kind 'earthquake'; kinds are latency, drop, ", unknown.Error);
    }

    private async Task<JsonElement> ListAsync() => await _venue.Http.GetFromJsonAsync<JsonElement>("/sim/faults");

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var library = Path.Combine(AppContext.BaseDirectory, "WhaleStack.Simulator.dll");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [library, "faults", .. arguments, "--url", $"{_venue.Address}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}
