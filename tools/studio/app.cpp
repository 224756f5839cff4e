#include "app.hpp"

#include <fmt/format.h>
#include <SFML/Graphics/Image.hpp>
#include <SFML/Window/VideoMode.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <utility>

#include "panels/panels.hpp"
#include "session/keep.hpp"
#include "status_file.hpp"
#include "view/picking.hpp"

namespace studio {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds frame_time{16}, idle_frame_time{66};

double seconds_since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

Options session_options(const AppOptions& o) {
    const unsigned cores = std::max(2u, std::thread::hardware_concurrency());
    return {.threads = o.threads > 0 ? o.threads : cores - 1};
}

}  // namespace

App::App(const AppOptions& options)
    : options_(options),
      settings_(load_settings()),
      session_(session_options(options)),
      desk_{.session = session_, .settings = settings_, .fonts = fonts_},
      began_(Clock::now()) {
    const auto screen = sf::VideoMode::getDesktopMode();
    auto size = std::pair(std::min(settings_.width, static_cast<int>(screen.width)),
                          std::min(settings_.height, static_cast<int>(screen.height)));
    if (!options.size.empty()) std::sscanf(options.size.c_str(), "%dx%d", &size.first, &size.second);
    if (options.scale > 0) settings_.scale = options.scale;
    if (options.speed >= 0) settings_.speed = options.speed;
    if (!options.scenario.empty()) session_.open(options.scenario);
    const auto w = static_cast<unsigned>(std::max(size.first, 640)),
               h = static_cast<unsigned>(std::max(size.second, 400));
    window_.create(sf::VideoMode(w, h), "Wuzhen studio", sf::Style::Default, sf::ContextSettings(0, 0, 0));
    // in its middle: without a window manager it began halfway down
    window_.setPosition({std::max(0, static_cast<int>(screen.width) - static_cast<int>(w)) / 2,
                         std::max(0, static_cast<int>(screen.height) - static_cast<int>(h)) / 2});
    window_.setKeyRepeatEnabled(true);
    imgui_ = std::make_unique<ImGuiInput>(window_);
    last_frame_ = measured_ = last_event_ = wrote_status_ = Clock::now();
    build_fonts();
}

float App::interface_scale() const {
    if (settings_.scale > 0) return settings_.scale;
    const auto screen = sf::VideoMode::getDesktopMode().height;
    return screen <= 1300 ? 1.0f : std::min(3.0f, std::round(static_cast<float>(screen) / 1080.0f * 4) / 4);
}

/// The characters of all names of the town and the scenario.
void App::build_fonts() {
    std::vector<const std::string*> texts{&settings_.recent.emplace_back("")};
    const Status& st = desk_.status;
    if (st.town) {
        const wz::MapData& m = st.town->map;
        const auto add = [&](const auto& list) {
            for (const auto& f : list) texts.push_back(&f.name_zh), texts.push_back(&f.name_en);
        };
        add(m.walk_lines), add(m.walk_polygons), add(m.places), add(m.entries), add(m.gates), add(m.canals),
            add(m.lakes);
        add(m.docks), add(m.stops), add(m.roads), add(m.zones), add(m.scenery);
    }
    if (st.scenario) {
        texts.push_back(&st.scenario->title);
        for (const auto& p : st.scenario->populations) texts.push_back(&p.name_zh);
        for (const auto& e : st.scenario->programme) texts.push_back(&e.title_zh), texts.push_back(&e.title_en);
        for (const auto& l : st.scenario->lines) texts.push_back(&l.name_zh);
        for (const auto& p : st.scenario->passes) texts.push_back(&p.name_zh);
    }
    if (st.series)
        for (const wz::Column& c : st.series->columns()) texts.push_back(&c.label_zh);
    fonts_.build(texts, interface_scale());
    window_.resetGLStates();  // behind SFML's back the font's picture was made
    settings_.recent.pop_back();
    set_theme(fonts_.scale);
}

void App::events() {
    sf::Event e{};
    while (window_.pollEvent(e)) {
        last_event_ = Clock::now();
        imgui_->take(e);
        if (e.type == sf::Event::Closed) desk_.quit = true;
        if (e.type == sf::Event::Resized && e.size.width > 0)
            settings_.width = static_cast<int>(e.size.width), settings_.height = static_cast<int>(e.size.height);
        if (e.type != sf::Event::KeyPressed || desk_.dialog != Dialog::none) continue;
        const bool of_text = !e.key.control || e.key.code == sf::Keyboard::Z || e.key.code == sf::Keyboard::Y;
        if (!of_text || !ImGui::GetIO().WantTextInput) MapInput::key(desk_, e.key);
    }
}

/// What the simulation's thread has left for us.
void App::update() {
    desk_.status = session_.status();
    desk_.frame = session_.frame();
    const sf::Vector2u size = window_.getSize();
    Camera& c = desk_.camera;
    c.window_w = static_cast<float>(size.x), c.window_h = static_cast<float>(size.y);
    const bool new_town = desk_.ready() && drawn_scenario_ != desk_.status.opened;
    if (new_town || std::abs(fonts_.scale - interface_scale()) > 0.01f) build_fonts();
    desk_.layout = lay_out(c.window_w, c.window_h, settings_, fonts_.scale);
    c.free = desk_.layout.map;
    if (!new_town) return;
    drawn_scenario_ = desk_.status.opened;
    view_.build(desk_.town());
    desk_.extent = view_.extent();
    c.fit(desk_.extent);
    desk_.select({});
    settings_.opened(desk_.status.scenario_file);
    session_.set_speed(settings_.speed);
    if (!started_) {
        if (const wz::Tick at = wz::parse_exact_clock(options_.at); at >= 0) session_.seek(at);
        if (options_.play) session_.play(true);
        started_ = true;
        desk_.first_frame_s = seconds_since(began_);
    }
}

/// Whatever happens, what was done is not lost.
void App::keep_log() {
    const auto& journal = desk_.status.journal;
    if (!journal || journal == kept_ || journal->empty()) return;
    const bool same = kept_ && kept_->size() == journal->size();
    kept_ = journal;
    if (same) return;
    try {
        save_log(desk_.status, last_session_file());
    } catch (const wz::InputError&) {  // a full disk is no reason to stop
    }
}

void App::fly(float seconds) {
    wz::Vec2 at;
    if (desk_.follow && place_of_thing(desk_.selected, *desk_.frame, view_.phase(), at)) desk_.fly_to = at;
    if (!desk_.fly_to) return;
    Camera& c = desk_.camera;
    const wz::Vec2 way = *desk_.fly_to - c.centre;
    c.centre += way * std::min(1.0f, seconds * 9);
    if (wz::norm(way) * c.scale < 0.5f) c.centre = *desk_.fly_to, desk_.fly_to.reset();
}

void App::panels() {
    desk_.marks.clear();
    if (desk_.ready()) {
        view_.draw_names(desk_);
        scale_bar(desk_);
        input_.mouse(desk_, view_.phase());
        desk_.small_map = settings_.map ? &view_.small_picture(static_cast<unsigned>(desk_.s(150))) : nullptr;
        small_map(desk_);
    }
    top_bar(desk_);
    layers_panel(desk_);
    side_panel(desk_);
    timeline(desk_);
    dialogs(desk_);
    problems(desk_);
    help_page(desk_);
    notice(desk_);
}

void App::draw() {
    if (desk_.ready() && drawn_scenario_ != 0)
        view_.draw(window_, desk_, Clock::now().time_since_epoch() / std::chrono::nanoseconds(1));
    else
        window_.clear(sf::Color(58, 68, 76));
}

void App::picture() {
    if (desk_.picture_of.empty()) return;
    const std::string name = std::exchange(desk_.picture_of, "");
    sf::Texture copy;
    copy.create(window_.getSize().x, window_.getSize().y);
    copy.update(window_);
    sf::Image image = copy.copyToImage();
    if (const PixelRect& r = desk_.picture_part; r.w > 0) {
        sf::Image part;
        part.create(static_cast<unsigned>(r.w), static_cast<unsigned>(r.h));
        part.copy(image, 0, 0,
                  {static_cast<int>(r.x), static_cast<int>(r.y), static_cast<int>(r.w), static_cast<int>(r.h)});
        image = part;
    }
    std::string path;
    for (int i = 1; path.empty() || std::filesystem::exists(path); ++i) path = fmt::format("{}_{:03}.png", name, i);
    desk_.say(image.saveToFile(path) ? "Written: " + std::filesystem::absolute(path).string() : "Cannot write " + path);
}

/// At most 60 frames a second; few while nothing moves.
void App::pace(Clock::time_point began) {
    ++frames_;
    slowest_s_ = std::max(slowest_s_, static_cast<float>(seconds_since(began)));
    if (seconds_since(measured_) >= 1) {
        desk_.frames_per_s = frames_ / seconds_since(measured_);
        desk_.slowest_frame_ms = static_cast<double>(slowest_s_) * 1000;
        frames_ = 0, slowest_s_ = 0, measured_ = Clock::now();
    }
    const bool still =
        !desk_.status.playing && desk_.status.seeking < 0 && !desk_.fly_to && seconds_since(last_event_) > 1;
    std::this_thread::sleep_until(began + (still ? idle_frame_time : frame_time));
}

int App::run() {
    while (window_.isOpen() && !desk_.quit) {
        const auto began = Clock::now();
        const auto seconds = std::chrono::duration<float>(began - last_frame_).count();
        last_frame_ = began;
        events();
        update();
        if (desk_.ready()) fly(seconds), keep_log();
        imgui_->begin_frame(seconds);
        draw();
        panels();
        imgui_->draw();
        picture();
        window_.display();
        if (!options_.status_file.empty() && seconds_since(wrote_status_) > 0.05) {
            write_status(desk_, options_.status_file);
            wrote_status_ = Clock::now();
        }
        pace(began);
    }
    save_settings(settings_);
    if (!options_.status_file.empty()) write_status(desk_, options_.status_file);
    return 0;
}

}  // namespace studio
