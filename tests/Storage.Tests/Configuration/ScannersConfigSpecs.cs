using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Configuration;

public sealed class ScannersConfigSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    [Fact]
    public void Every_shipped_scanner_runs_under_a_name_of_its_own()
    {
        var running = WhaleConfig.Load(Repository.File("config")).Scanners.Running;
        Assert.Equal(ScannersConfig.Files.Length, running.Length);
        Assert.Equal(running.Length, running.Select(scanner => scanner.Agent).Distinct().Count());
    }

    [Fact]
    public void A_scanner_that_is_switched_off_is_left_out()
    {
        var before = WhaleConfig.Load(_folder.Path).Scanners.Running;
        _folder.Replace("scanners/price.yaml", "enabled: true", "enabled: false");
        var after = WhaleConfig.Load(_folder.Path).Scanners.Running;
        Assert.Equal(
            ["price_scanner"], before.Select(scanner => scanner.Agent).Except(after.Select(scanner => scanner.Agent)));
    }

    [Fact]
    public void A_wrong_threshold_is_named_with_file_line_and_key()
    {
        _folder.Replace("scanners/price.yaml", "move_atr_min: 5", "move_atr_min: -5");
        _folder.Replace("scanners/trend.yaml", "cool_down: 48h", "cool_down: 48 hours");
        var error = Assert.Throws<ConfigException>(() => WhaleConfig.Load(_folder.Path));
        Assert.Contains("price.yaml:16: move_atr_min is -5", error.Message, StringComparison.Ordinal);
        Assert.Contains("trend.yaml:11: terms.cool_down: '48 hours'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_scanners_of_one_name_are_a_mistake()
    {
        _folder.Replace("scanners/price.yaml", "agent: price_scanner", "agent: oi_scanner");
        var error = Assert.Throws<ConfigException>(() => WhaleConfig.Load(_folder.Path));
        Assert.Contains("'oi_scanner' is the name of 2 scanners", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
