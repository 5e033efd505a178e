// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/window.h"

#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <utility>

#include "gui/platform/input_queue.h"
#include "gui/platform/key_codes.h"

namespace cascade::gui {
namespace {

/// Longer steps of ImGui's clock than this would repeat keys that were only tapped.
constexpr float kLongestStep = 0.1F;

tl::unexpected<Error> no_window(const std::string& why) {
  return tl::unexpected<Error>(
      Error{ErrorKind::System,
            "no window can be opened: " + why +
                "\ncascade-gui needs a display and OpenGL 3.3; the program 'cascade' runs, "
                "previews and draws scenarios without either: cascade --help"});
}

std::string glfw_complaint() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text == nullptr ? "no reason given" : text;
}

float channel(std::uint32_t colour, unsigned shift) {
  return static_cast<float>((colour >> shift) & 0xFFU) / 255.0F;
}

class GlfwWindow final : public Window {
 public:
  explicit GlfwWindow(GLFWwindow* window) : window_(window) {}
  ~GlfwWindow() override;
  void start();

  bool wait(std::optional<Duration> timeout) override;
  void wake() override { glfwPostEmptyEvent(); }
  [[nodiscard]] bool input_pending() const override { return !queue_.empty(); }
  void begin_frame() override;
  void end_frame(std::uint32_t background) override;
  [[nodiscard]] Picture read_picture() const override;
  void present() override { glfwSwapBuffers(window_); }
  [[nodiscard]] bool close_wanted() const override { return glfwWindowShouldClose(window_) != 0; }
  void refuse_close() override { glfwSetWindowShouldClose(window_, GLFW_FALSE); }
  std::vector<std::string> take_dropped() override { return std::exchange(dropped_, {}); }
  void set_title(const std::string& title) override { glfwSetWindowTitle(window_, title.c_str()); }
  [[nodiscard]] bool minimized() const override {
    return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) != 0;
  }
  [[nodiscard]] WindowSize size() const override;
  [[nodiscard]] float content_scale() const override;
  [[nodiscard]] FontSet& fonts() override { return fonts_; }
  void* upload(int slot, int width, int height, const std::uint32_t* pixels) override;

 private:
  static GlfwWindow& of(GLFWwindow* window) {
    return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
  }
  void install_callbacks();
  void install_input_callbacks();
  void push(const InputEvent& event);
  void release_everything();
  void apply(const InputEvent& event);
  void apply_state();
  static const char* paste(void* user);

  GLFWwindow* window_;
  FontSet fonts_;
  std::vector<GLuint> textures_;  ///< By slot; 0: none yet. They go with the context.
  InputQueue queue_;
  std::vector<std::string> dropped_;
  bool happened_ = false;
  // What the frame that is being built has been told.
  std::array<bool, 5> buttons_{};
  std::array<bool, 512> keys_{};
  ImVec2 mouse_{-1, -1};
  // What was pushed, so that a lost focus can let go of it.
  std::array<bool, 512> pushed_keys_{};
  std::array<bool, 5> pushed_buttons_{};
};

GlfwWindow::~GlfwWindow() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(window_);
  glfwTerminate();
}

void GlfwWindow::start() {
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // Where things stand is kept with the settings.
  io.ConfigInputTextCursorBlink = false;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  ImGui_ImplGlfw_InitForOpenGL(window_, false);
  ImGui_ImplOpenGL3_Init("#version 330");
  io.GetClipboardTextFn = paste;
  io.ClipboardUserData = this;
  io.SetClipboardTextFn = [](void* user, const char* text) {
    glfwSetClipboardString(static_cast<GlfwWindow*>(user)->window_, text);
  };
  glfwSetWindowUserPointer(window_, this);
  install_callbacks();
  install_input_callbacks();
}

void* GlfwWindow::upload(int slot, int width, int height, const std::uint32_t* pixels) {
  const auto index = static_cast<std::size_t>(slot);
  if (textures_.size() <= index) textures_.resize(index + 1, 0);
  GLuint& texture = textures_[index];
  if (texture == 0) glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  // ImGui's OpenGL backend takes a texture's number for its ImTextureID.
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(texture));
}

const char* GlfwWindow::paste(void* user) {
  GlfwWindow& self = *static_cast<GlfwWindow*>(user);
  const char* const text = glfwGetClipboardString(self.window_);
  if (text != nullptr) self.fonts_.add_text(text);
  return text;
}

void GlfwWindow::install_callbacks() {
  glfwSetDropCallback(window_, [](GLFWwindow* window, int count, const char** paths) {
    GlfwWindow& self = of(window);
    self.dropped_.insert(self.dropped_.end(), paths, paths + count);
    self.happened_ = true;
  });
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* window) { of(window).happened_ = true; });
  glfwSetFramebufferSizeCallback(window_,
                                 [](GLFWwindow* window, int, int) { of(window).happened_ = true; });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* window) { of(window).happened_ = true; });
  glfwSetWindowIconifyCallback(window_,
                               [](GLFWwindow* window, int) { of(window).happened_ = true; });
  glfwSetWindowContentScaleCallback(
      window_, [](GLFWwindow* window, float, float) { of(window).happened_ = true; });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
    ImGui_ImplGlfw_CursorEnterCallback(window, entered);
    // Far away: nothing is hovered any more.
    if (entered == 0) {
      of(window).push({.kind = InputEvent::Kind::Move, .x = -1.0e6F, .y = -1.0e6F});
    }
  });
}

void GlfwWindow::install_input_callbacks() {
  glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double x, double y) {
    of(window).push(
        {.kind = InputEvent::Kind::Move, .x = static_cast<float>(x), .y = static_cast<float>(y)});
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int) {
    of(window).push(
        {.kind = InputEvent::Kind::Button, .code = button, .down = action == GLFW_PRESS});
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* window, double x, double y) {
    of(window).push(
        {.kind = InputEvent::Kind::Wheel, .x = static_cast<float>(x), .y = static_cast<float>(y)});
  });
  glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int scancode, int action, int) {
    // ImGui repeats keys itself; the event only has to bring a frame.
    of(window).happened_ = true;
    if (action == GLFW_REPEAT) return;
    const char* const name = glfwGetKeyName(key, scancode);
    of(window).push({.kind = InputEvent::Kind::Key,
                     .code = key_of_layout(key, name == nullptr ? "" : name),
                     .down = action == GLFW_PRESS});
  });
  glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned character) {
    of(window).push({.kind = InputEvent::Kind::Text, .code = static_cast<int>(character)});
  });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int focused) {
    if (focused == 0) of(window).release_everything();
    of(window).push({.kind = InputEvent::Kind::Focus, .down = focused != 0});
  });
}

void GlfwWindow::push(const InputEvent& event) {
  happened_ = true;
  const auto code = static_cast<std::size_t>(std::max(0, event.code));
  if (event.kind == InputEvent::Kind::Key) {
    if (event.code < 0 || code >= pushed_keys_.size()) return;
    pushed_keys_[code] = event.down;
  }
  if (event.kind == InputEvent::Kind::Button) {
    if (code >= pushed_buttons_.size()) return;
    pushed_buttons_[code] = event.down;
  }
  queue_.push(event);
}

void GlfwWindow::release_everything() {
  for (std::size_t key = 0; key < pushed_keys_.size(); ++key) {
    if (!pushed_keys_[key]) continue;
    push({.kind = InputEvent::Kind::Key, .code = static_cast<int>(key), .down = false});
  }
  for (std::size_t button = 0; button < pushed_buttons_.size(); ++button) {
    if (!pushed_buttons_[button]) continue;
    push({.kind = InputEvent::Kind::Button, .code = static_cast<int>(button), .down = false});
  }
}

bool GlfwWindow::wait(std::optional<Duration> timeout) {
  if (!timeout) {
    glfwWaitEvents();
  } else if (*timeout <= Duration::zero()) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(std::chrono::duration<double>(*timeout).count());
  }
  return std::exchange(happened_, false);
}

void GlfwWindow::apply(const InputEvent& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.kind) {
    case InputEvent::Kind::Move:
      mouse_ = ImVec2(event.x, event.y);
      break;
    case InputEvent::Kind::Button:
      buttons_[static_cast<std::size_t>(event.code)] = event.down;
      break;
    case InputEvent::Kind::Wheel:
      io.MouseWheelH += event.x;
      io.MouseWheel += event.y;
      break;
    case InputEvent::Kind::Key:
      keys_[static_cast<std::size_t>(event.code)] = event.down;
      break;
    case InputEvent::Kind::Text:
      fonts_.add_character(static_cast<char32_t>(event.code));
      io.AddInputCharacter(static_cast<unsigned>(event.code));
      break;
    case InputEvent::Kind::Focus:
      io.AddFocusEvent(event.down);
      break;
  }
}

void GlfwWindow::apply_state() {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = mouse_;
  std::copy(buttons_.begin(), buttons_.end(), std::begin(io.MouseDown));
  std::copy(keys_.begin(), keys_.end(), std::begin(io.KeysDown));
  io.KeyCtrl = keys_[GLFW_KEY_LEFT_CONTROL] || keys_[GLFW_KEY_RIGHT_CONTROL];
  io.KeyShift = keys_[GLFW_KEY_LEFT_SHIFT] || keys_[GLFW_KEY_RIGHT_SHIFT];
  io.KeyAlt = keys_[GLFW_KEY_LEFT_ALT] || keys_[GLFW_KEY_RIGHT_ALT];
  io.KeySuper = keys_[GLFW_KEY_LEFT_SUPER] || keys_[GLFW_KEY_RIGHT_SUPER];
}

void GlfwWindow::begin_frame() {
  for (const InputEvent& event : queue_.take(ImGui::GetIO().WantTextInput)) apply(event);
  if (fonts_.refresh()) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  // The backend has just asked GLFW where things stand; the queue knows better.
  apply_state();
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = std::clamp(io.DeltaTime, 0.0001F, kLongestStep);
  ImGui::NewFrame();
}

void GlfwWindow::end_frame(std::uint32_t background) {
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(channel(background, 0), channel(background, 8), channel(background, 16), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Picture GlfwWindow::read_picture() const {
  Picture picture;
  glfwGetFramebufferSize(window_, &picture.width, &picture.height);
  const auto row = static_cast<std::size_t>(picture.width) * 4;
  picture.pixels.resize(row * static_cast<std::size_t>(picture.height));
  std::vector<std::uint8_t> upside_down(picture.pixels.size());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
    const auto* const from =
        upside_down.data() + (static_cast<std::size_t>(picture.height) - 1 - y) * row;
    std::copy(from, from + row, picture.pixels.data() + y * row);
  }
  for (std::size_t i = 3; i < picture.pixels.size(); i += 4) picture.pixels[i] = 255;
  return picture;
}

WindowSize GlfwWindow::size() const {
  WindowSize size;
  glfwGetWindowSize(window_, &size.width, &size.height);
  return size;
}

float GlfwWindow::content_scale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  return std::clamp(std::max(x, y), 1.0F, 3.0F);
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  if (glfwInit() == GLFW_FALSE) return no_window(glfw_complaint());
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  GLFWwindow* const handle =
      glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (handle == nullptr) {
    const std::string why = glfw_complaint();
    glfwTerminate();
    return no_window(why);
  }
  auto window = std::make_unique<GlfwWindow>(handle);
  window->start();
  return window;
}

}  // namespace cascade::gui
